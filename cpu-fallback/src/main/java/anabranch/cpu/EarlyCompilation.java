package anabranch.cpu;

import anabranch.cpu.kernel.Compute;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Has the kernels of large jobs compiled on a thread aside, from the first large buffer on: while a
 * job's weights are being made, the second compiler has little to do, and the job's first run would
 * wait for it.
 */
final class EarlyCompilation implements AutoCloseable {
  /** A buffer of this size in bytes tells a job that is worth it. */
  private static final long LARGE = 4L << 20;

  private final Compute compute;
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

  EarlyCompilation(Compute compute) {
    this.compute = compute;
  }

  /** A buffer of so many bytes is asked for. */
  void seen(long bytes) {
    if (bytes < LARGE || thread.get() != null) {
      return;
    }
    Thread aside =
        Thread.ofPlatform().daemon().name("anabranch-rehearsal").unstarted(compute::rehearse);
    if (thread.compareAndSet(null, aside)) {
      aside.start();
    }
  }

  /** The thread, once it was started; null before. */
  @Nullable Thread thread() {
    return thread.get();
  }

  /** Ends it, and waits for its thread. */
  @Override
  public void close() {
    Thread aside = thread.get();
    if (aside == null) {
      return;
    }
    aside.interrupt();
    boolean isInterrupted = false;
    while (aside.isAlive()) {
      try {
        aside.join();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
