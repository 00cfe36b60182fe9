package anabranch.cpu;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;

/**
 * The most multiply-adds in F32 that the processor makes with the instructions that this backend
 * may use, found by doing nothing else: what its matrix products are held against.
 */
public final class FmaPeak {
  /** Multiply-adds are in flight at once, enough to hide their latency on two pipes. */
  static final int CHAINS = 12;

  private static final long ROUNDS = 20_000;
  private static final int TRIES = 6;
  private static final long NANOS = 20_000_000;
  private static final int GLANCES = 3;
  private static final long GLANCE_NANOS = 5_000_000;

  /** The JIT compiler counts calls sooner than rounds. */
  private static final long SHORT_ROUNDS = 16;

  /** What short calls take when they are compiled, with much to spare. */
  private static final long COMPILED_NANOS = 1_000;

  private static final long COMPILE_NANOS = 250_000_000;

  private FmaPeak() {}

  /**
   * Measures it, in about a quarter of a second: the best of several tries, since what disturbs
   * one, such as another process or the JIT compiler, is not the processor's limit.
   *
   * @param threads how many threads of its own work at once, from 1
   * @return GFLOP/s of all together; a multiply-add counts as two
   */
  public static double gflops(int threads) {
    return best(threads, TRIES, NANOS);
  }

  /**
   * Measures it in a tenth of the time that {@link #gflops} takes, so that a disturbance is more
   * likely to hit all of it.
   *
   * @param threads how many threads of its own work at once, from 1
   * @return GFLOP/s of all together; a multiply-add counts as two
   */
  public static double glance(int threads) {
    return best(threads, GLANCES, GLANCE_NANOS);
  }

  private static double best(int threads, int tries, long nanos) {
    LongUnaryOperator kernel = VectorSupport.isPresent() ? FmaVectors::run : FmaScalars::run;
    awaitCompiler(kernel);
    double best = 0;
    for (int i = 0; i < tries; i++) {
      best = Math.max(best, once(kernel, threads, nanos));
    }
    return best;
  }

  /** Calls until a call is as fast as compiled code, or it has been long enough. */
  private static void awaitCompiler(LongUnaryOperator kernel) {
    long first = System.nanoTime();
    long start = first;
    long now;
    do {
      var _ = kernel.applyAsLong(SHORT_ROUNDS);
      now = System.nanoTime();
      if (now - start < COMPILED_NANOS) {
        return;
      }
      start = now;
    } while (now - first < COMPILE_NANOS);
  }

  private static double once(LongUnaryOperator kernel, int threads, long nanos) {
    CountDownLatch ready = new CountDownLatch(threads);
    AtomicLong flops = new AtomicLong();
    AtomicLong start = new AtomicLong(Long.MAX_VALUE);
    AtomicLong end = new AtomicLong(Long.MIN_VALUE);
    Runnable work =
        () -> {
          spend(kernel, nanos / 2);
          ready.countDown();
          await(ready);
          start.accumulateAndGet(System.nanoTime(), Math::min);
          flops.addAndGet(spend(kernel, nanos));
          end.accumulateAndGet(System.nanoTime(), Math::max);
        };
    Thread[] workers = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      workers[i] = Thread.ofPlatform().name("anabranch-peak-" + i).start(work);
    }
    for (Thread worker : workers) {
      join(worker);
    }
    return (double) flops.get() / (end.get() - start.get());
  }

  private static long spend(LongUnaryOperator kernel, long nanos) {
    long start = System.nanoTime();
    long flops = 0;
    do {
      flops += kernel.applyAsLong(ROUNDS);
    } while (System.nanoTime() - start < nanos);
    return flops;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts these threads", e);
    }
  }

  private static void join(Thread worker) {
    boolean interrupted = false;
    for (; ; ) {
      try {
        worker.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
