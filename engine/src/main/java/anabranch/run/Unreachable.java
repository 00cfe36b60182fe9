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
 * unreachable is closed by whoever uses the device next, since a collector's thread may not.
 */
final class Unreachable {
  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(2);
  private static final long QUIET_MILLIS = 20;

  private final ReferenceQueue<Object> queue = new ReferenceQueue<>();
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

  /** A tensor, or with no grip just the sign that a collection has passed. */
  private static final class Watch extends PhantomReference<Object> {
    private final @Nullable Grip grip;

    Watch(Object handle, ReferenceQueue<Object> queue, @Nullable Grip grip) {
      super(handle, queue);
      this.grip = grip;
    }
  }

  /** Closes {@code grip} once {@code handle} is unreachable. */
  void watch(Object handle, Grip grip) {
    watches.add(new Watch(handle, queue, grip));
  }

  /** Closes what was found so far. */
  void close() {
    for (Reference<?> found = queue.poll(); found != null; found = queue.poll()) {
      close(found);
    }
  }

  private boolean close(Reference<?> found) {
    if (!(found instanceof Watch watch) || !watches.remove(watch)) {
      return false;
    }
    if (watch.grip != null) {
      watch.grip.close();
    }
    return watch.grip == null;
  }

  /**
   * Collects garbage and closes all that it finds. A collection hands its findings over in any
   * order and one by one, so this goes on until its own sign was among them and then none came for
   * a while.
   */
  void collect() {
    watches.add(new Watch(new Object(), queue, null));
    System.gc();
    long deadline = System.nanoTime() + LONGEST_WAIT;
    boolean passed = false;
    try {
      while (System.nanoTime() < deadline) {
        Reference<?> found = queue.remove(QUIET_MILLIS);
        if (found != null) {
          passed |= close(found);
        } else if (passed) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
