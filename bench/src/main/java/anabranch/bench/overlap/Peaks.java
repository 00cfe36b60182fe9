package anabranch.bench.overlap;

import java.util.Comparator;
import java.util.List;

/**
 * What the machine reached at its best in this run.
 *
 * @param flops by width, ascending
 * @param reads by width and working set
 * @param forks what a fork costs, by width, ascending
 */
record Peaks(List<Flops> flops, List<Read> reads, List<ForkCost> forks) {
  /**
   * Multiply-adds, or products of large matrices on a GPU.
   *
   * @param width threads; 1 on a GPU, for all of it
   * @param gflops 10^9 floating-point operations per second of all together
   */
  record Flops(int width, double gflops) {}

  /**
   * Memory being read again and again on a CPU, or copied on a GPU.
   *
   * @param width threads; 1 on a GPU, for all of it
   * @param bytes the working set of all together
   * @param gbPerSecond 10^9 bytes per second of all together
   */
  record Read(int width, double bytes, double gbPerSecond) {}

  /**
   * What a fork and its await take beyond the work inside.
   *
   * @param width threads or streams
   * @param seconds of one
   */
  record ForkCost(int width, double seconds) {}

  Peaks {
    flops = List.copyOf(flops);
    reads = List.copyOf(reads);
    forks = List.copyOf(forks);
  }

  /**
   * The floor of {@code job} on {@code width} threads or streams. The smallest set of weights that
   * is read again and again is that of one direction, spread over the threads: the rate is the best
   * that was seen for a working set of this size or a larger one.
   */
  Floor floor(Job job, int width) {
    return new Floor(
        job.flops() / (gflops(width) * 1e9),
        job.weightTraffic() / (gbPerSecond(width, job.recurrentBytes()) * 1e9));
  }

  /** The peak of the greatest width that was measured and is not above {@code width}. */
  double gflops(int width) {
    return flops.stream()
        .filter(peak -> peak.width() <= width)
        .max(Comparator.comparingInt(Flops::width))
        .orElseThrow(() -> new IllegalArgumentException("no peak for " + width))
        .gflops();
  }

  private double gbPerSecond(int width, double bytes) {
    int nearest = reads.stream().mapToInt(Read::width).filter(w -> w <= width).max().orElseThrow();
    List<Read> these = reads.stream().filter(read -> read.width() == nearest).toList();
    double largest = these.stream().mapToDouble(Read::bytes).max().orElseThrow();
    return these.stream()
        .filter(read -> read.bytes() >= Math.min(bytes, largest))
        .mapToDouble(Read::gbPerSecond)
        .max()
        .orElseThrow();
  }

  /** What a fork costs on the greatest width that was measured and is not above {@code width}. */
  double forkSeconds(int width) {
    return forks.stream()
        .filter(cost -> cost.width() <= width)
        .max(Comparator.comparingInt(ForkCost::width))
        .orElseThrow(() -> new IllegalArgumentException("no cost of a fork for " + width))
        .seconds();
  }
}
