package anabranch.run;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tensors of a device that live outside of scopes. What the garbage collector finds to be
 * unreachable is closed by whoever uses the device next, since a collector's thread may not. It is
 * the grip that is watched: a tensor may be unreachable while an operation on it still runs.
 */
final class Unreachable {
  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK_MILLIS = 10;

  private final ReferenceQueue<Object> queue = new ReferenceQueue<>();
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

  /** A grip's claim, or with none just the sign that a collection has passed. */
  private static final class Watch extends PhantomReference<Object> {
    private final @Nullable Claim claim;

    Watch(Object watched, ReferenceQueue<Object> queue, @Nullable Claim claim) {
      super(watched, queue);
      this.claim = claim;
    }
  }

  /** Closes the claim of {@code grip} once the grip is unreachable. */
  void watch(Grip grip) {
    watches.add(new Watch(grip, queue, grip.claim()));
  }

  /** Closes what was found so far. */
  void close() {
    for (Reference<?> found = queue.poll(); found != null; found = queue.poll()) {
      close(found);
    }
  }

  private void close(Reference<?> found) {
    if (found instanceof Watch watch && watches.remove(watch) && watch.claim != null) {
      watch.claim.close();
    }
  }

  /**
   * Collects garbage and closes all that it finds. What one collection found is handed over in any
   * order and one by one, but before anything that the next one found, so the second ends when the
   * first is done.
   */
  void collect() {
    try {
      collectOnce();
      collectOnce();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  private void collectOnce() throws InterruptedException {
    Watch sign = new Watch(new Object(), queue, null);
    watches.add(sign);
    System.gc();
    long start = System.nanoTime();
    while (watches.contains(sign) && System.nanoTime() - start < LONGEST_WAIT) {
      Reference<?> found = queue.remove(LOOK_MILLIS);
      if (found != null) {
        close(found);
      }
    }
  }
}
