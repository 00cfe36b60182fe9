package anabranch.run;

import anabranch.spi.Workers;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * The host threads: forked bodies and the slices of large operations are tasks of this one pool,
 * taken first in, first out. Slices go to threads that are idle, since a queued body comes before
 * them.
 */
public final class HostPool implements Workers, AutoCloseable {
  private static final int MAX_THREADS = 32_767;

  /** About the time that it takes to wake the one that stands in, and to be woken. */
  private static final long SPIN_NANOS = 100_000;

  private final ForkJoinPool pool;

  /** A pool that keeps {@code threads} threads busy; more exist while some of them block. */
  public HostPool(int threads) {
    if (threads < 1 || threads > 4096) {
      throw new IllegalArgumentException(
          "a host pool has 1 to 4096 threads, got "
              + threads
              + " (ANABRANCH_THREADS or --threads)");
    }
    AtomicInteger names = new AtomicInteger();
    this.pool =
        new ForkJoinPool(
            threads,
            p -> named(ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(p), names),
            null,
            true,
            threads,
            MAX_THREADS,
            threads,
            p -> true,
            10,
            TimeUnit.SECONDS);
  }

  private static ForkJoinWorkerThread named(ForkJoinWorkerThread thread, AtomicInteger names) {
    thread.setName("anabranch-" + names.incrementAndGet());
    return thread;
  }

  /**
   * Queues {@code task}.
   *
   * @throws java.util.concurrent.RejectedExecutionException if the pool was closed
   */
  public void execute(Runnable task) {
    pool.execute(new Queued(task));
  }

  /**
   * Blocks the calling thread on {@code blocker}; if it is one of the pool's, another stands in. It
   * spins before, for less than that would take, unless it leaves queued work to others.
   */
  public static void block(ForkJoinPool.ManagedBlocker blocker) throws InterruptedException {
    if (ForkJoinTask.inForkJoinPool()) {
      long start = System.nanoTime();
      while (ForkJoinTask.getQueuedTaskCount() == 0
          && !blocker.isReleasable()
          && System.nanoTime() - start < SPIN_NANOS) {
        Thread.onSpinWait();
      }
    }
    ForkJoinPool.managedBlock(blocker);
  }

  /** Whether the calling thread is one of this pool's. */
  public boolean ownsCurrentThread() {
    return Thread.currentThread() instanceof ForkJoinWorkerThread worker
        && worker.getPool() == pool;
  }

  /** How many threads exist now; more than {@link #size} while some block. */
  public int liveThreads() {
    return pool.getPoolSize();
  }

  @Override
  public int size() {
    return pool.getParallelism();
  }

  @Override
  public void run(int slices, IntConsumer slice) {
    int helpers = Math.min(slices, size()) - 1;
    if (helpers <= 0) {
      for (int i = 0; i < slices; i++) {
        slice.accept(i);
      }
      return;
    }
    Slices job = new Slices(slices, slice);
    for (int i = 0; i < helpers; i++) {
      execute(job);
    }
    job.runAndJoin();
  }

  /** Lets queued tasks finish and waits until the threads have ended, unless called by one. */
  @Override
  public void close() {
    pool.shutdown();
    if (!ownsCurrentThread()) {
      pool.close();
    }
  }
}
