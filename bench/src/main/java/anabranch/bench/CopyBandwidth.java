package anabranch.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast the JDK copies memory: what operations that compute little are held against. Read and
 * written bytes both count, as in the STREAM benchmark (McCalpin, 1995).
 */
public final class CopyBandwidth {
  private static final int TRIES = 5;
  private static final long NANOS = 20_000_000;
  private static final int ALIGNMENT = 64;

  private CopyBandwidth() {}

  /**
   * Measures it in some tenths of a second: the best of several tries, since what disturbs one is
   * not the memory's limit.
   *
   * @param threads how many threads of its own copy at once, from 1
   * @param bytes of all sources and targets together: what fits into a cache is copied there
   * @return GB/s of all threads together
   */
  public static double gigabytesPerSecond(int threads, long bytes) throws Exception {
    long each = Math.max(ALIGNMENT, bytes / 2 / threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    double[] best = new double[TRIES];
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<double[]>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(pool.submit(() -> copy(each, start)));
      }
      for (Future<double[]> rates : all) {
        for (int i = 0; i < TRIES; i++) {
          best[i] += rates.get()[i];
        }
      }
    }
    double most = 0;
    for (double rate : best) {
      most = Math.max(most, rate);
    }
    return most;
  }

  /** The rates of one thread's tries, all of which begin together. */
  private static double[] copy(long bytes, CyclicBarrier start) throws Exception {
    double[] rates = new double[TRIES];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(bytes, ALIGNMENT).fill((byte) 1);
      MemorySegment target = arena.allocate(bytes, ALIGNMENT).fill((byte) 2);
      for (int i = 0; i < TRIES; i++) {
        start.await();
        rates[i] = once(source, target);
      }
    }
    return rates;
  }

  private static double once(MemorySegment source, MemorySegment target) {
    long begin = System.nanoTime();
    long copied = 0;
    long nanos;
    do {
      target.copyFrom(source);
      copied += source.byteSize();
      nanos = System.nanoTime() - begin;
    } while (nanos < NANOS);
    return 2.0 * copied / nanos;
  }
}
