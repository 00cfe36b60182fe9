package anabranch.cpu;

import anabranch.cpu.kernel.Compute;
import org.jspecify.annotations.Nullable;

/**
 * Has the kernels of large jobs compiled on a thread aside, from the first large buffer on: while a
 * job's weights are being made, the second compiler has little to do, and the job's first run would
 * wait for it. Plain loops, without the Vector API, are fast enough before.
 */
final class EarlyCompilation implements AutoCloseable {
  /** A buffer of this size in bytes tells a job that is worth it. */
  private static final long LARGE = 4L << 20;

  private static final System.Logger LOG =
      System.getLogger(EarlyCompilation.class.getPackageName());

  private final Compute compute;
  private volatile @Nullable Thread thread;
  private boolean isClosed;

  EarlyCompilation(Compute compute) {
    this.compute = compute;
  }

  /** A buffer of so many bytes is asked for. */
  void seen(long bytes) {
    if (bytes >= LARGE && thread == null) {
      start();
    }
  }

  private synchronized void start() {
    if (thread != null || isClosed) {
      return;
    }
    Thread aside =
        Thread.ofPlatform().daemon().name("anabranch-rehearsal").unstarted(this::rehearse);
    thread = aside;
    unlessExhausted(aside::start);
  }

  private void rehearse() {
    unlessExhausted(compute::rehearse);
  }

  /** A job that has no memory or threads left for this can do without. */
  private static void unlessExhausted(Runnable body) {
    try {
      body.run();
    } catch (OutOfMemoryError e) {
      LOG.log(System.Logger.Level.DEBUG, "kernels are not compiled ahead of their use", e);
    }
  }

  /** The thread, once it was started; null before. */
  @Nullable Thread thread() {
    return thread;
  }

  private synchronized @Nullable Thread noMore() {
    isClosed = true;
    return thread;
  }

  /** Ends it, and waits for its thread. */
  @Override
  public void close() {
    Thread aside = noMore();
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
