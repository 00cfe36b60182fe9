package anabranch.bench.overlap;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** How fast the CPU's threads read memory when they do nothing else. */
final class ReadBandwidth {
  private static final int TRIES = 4;
  private static final long NANOS = 30_000_000;
  private static final int WORD = 8;

  private ReadBandwidth() {}

  /**
   * Measures it: the best of several tries, each of {@code threads} threads that read memory of
   * their own again and again.
   *
   * @param bytes that all threads together read again
   * @return 10^9 bytes per second of all together
   */
  static double gbPerSecond(int threads, double bytes) throws InterruptedException {
    long[][] data = new long[threads][Math.max(64, (int) (bytes / threads / WORD))];
    double best = 0;
    for (int i = 0; i < TRIES; i++) {
      best = Math.max(best, once(data));
    }
    return best;
  }

  private static double once(long[][] data) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(data.length);
    AtomicLong words = new AtomicLong();
    AtomicLong start = new AtomicLong(Long.MAX_VALUE);
    AtomicLong end = new AtomicLong(Long.MIN_VALUE);
    Thread[] readers = new Thread[data.length];
    for (int i = 0; i < readers.length; i++) {
      long[] own = data[i];
      readers[i] =
          Thread.ofPlatform()
              .name("anabranch-read-" + i)
              .start(
                  () -> {
                    spend(own);
                    ready.countDown();
                    await(ready);
                    start.accumulateAndGet(System.nanoTime(), Math::min);
                    words.addAndGet(spend(own));
                    end.accumulateAndGet(System.nanoTime(), Math::max);
                  });
    }
    for (Thread reader : readers) {
      reader.join();
    }
    return (double) words.get() * WORD / (end.get() - start.get());
  }

  /** Reads for a while; returns the number of words. */
  private static long spend(long[] data) {
    long start = System.nanoTime();
    long words = 0;
    long sum = 0;
    do {
      sum += sum(data);
      words += data.length;
    } while (System.nanoTime() - start < NANOS);
    if (sum != 0) {
      throw new IllegalStateException("zeros were written, and " + sum + " was read");
    }
    return words;
  }

  /** Plain, so that C2 makes vectors of it. */
  private static long sum(long[] data) {
    long sum = 0;
    for (int i = 0; i < data.length; i++) {
      sum += data[i];
    }
    return sum;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts these threads", e);
    }
  }
}
