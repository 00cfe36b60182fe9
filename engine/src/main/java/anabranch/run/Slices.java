package anabranch.run;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The slices of one operation: whoever runs this takes the next from a counter until none is left.
 */
final class Slices implements Runnable {
  /** A slice takes microseconds, so its end is worth a short spin before the thread parks. */
  private static final int SPINS = 2_000;

  private final int count;
  private final IntConsumer slice;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger unfinished;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile @Nullable Thread joiner;

  Slices(int count, IntConsumer slice) {
    this.count = count;
    this.slice = slice;
    this.unfinished = new AtomicInteger(count);
  }

  @Override
  public void run() {
    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
      try {
        if (failure.get() == null) {
          slice.accept(i);
        }
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      } finally {
        if (unfinished.decrementAndGet() == 0) {
          LockSupport.unpark(joiner);
        }
      }
    }
  }

  /** Takes slices, then waits for those that other threads have taken. */
  void runAndJoin() {
    joiner = Thread.currentThread();
    run();
    boolean interrupted = false;
    for (int spins = 0; unfinished.get() > 0; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable e = failure.get();
    if (e != null) {
      Failures.rethrow(e);
    }
  }
}
