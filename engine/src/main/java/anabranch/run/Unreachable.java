package anabranch.run;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Closes what became unreachable outside of any scope. The collector only queues it; threads that
 * use the device close it. There is no thread for it, so nothing is found in an order of its own.
 */
final class Unreachable {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK_MILLIS = 10;

  private final ReferenceQueue<Object> queue = new ReferenceQueue<>();
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();

  private static final class Watched extends PhantomReference<Object> {
    private final Runnable action;

    Watched(Object object, ReferenceQueue<Object> queue, Runnable action) {
      super(object, queue);
      this.action = action;
    }
  }

  /** Closes the claim of {@code grip}, some time after nobody can reach the grip any more. */
  void watch(Grip grip) {
    watch(grip, grip.claim()::close);
  }

  private Watched watch(Object object, Runnable action) {
    Watched reference = new Watched(object, queue, action);
    watched.add(reference);
    return reference;
  }

  /** Closes what was found so far. */
  void drain() {
    for (Reference<?> found = queue.poll(); found != null; found = queue.poll()) {
      close(found);
    }
  }

  private void close(Reference<?> found) {
    if (found instanceof Watched reference && watched.remove(reference)) {
      reference.action.run();
    }
  }

  /**
   * Collects garbage and closes what that found. What one collection found is queued in any order,
   * but before anything that the next one found, so the second ends when the first is done.
   */
  void collect() throws InterruptedException {
    collectOnce();
    collectOnce();
  }

  private void collectOnce() throws InterruptedException {
    Watched marker = watch(new Object(), () -> {});
    System.gc();
    long start = System.nanoTime();
    while (watched.contains(marker) && System.nanoTime() - start < PATIENCE) {
      Reference<?> found = queue.remove(LOOK_MILLIS);
      if (found != null) {
        close(found);
      }
    }
    drain();
  }
}
