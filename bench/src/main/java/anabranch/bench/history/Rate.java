package anabranch.bench.history;

import org.jspecify.annotations.Nullable;

/**
 * Work per second.
 *
 * @param unit {@code GFLOP/s} or {@code GB/s}
 * @param value at the median time
 * @param peak the most that the CPU did in the same trial when it did nothing else, in the same
 *     unit, or null where it was not measured, as on a GPU
 */
public record Rate(String unit, double value, @Nullable Double peak) {
  /** The unit of matrix products. */
  public static final String GFLOPS = "GFLOP/s";

  /** The unit of what moves memory. */
  public static final String GIGABYTES = "GB/s";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public Rate {
    if (!(value > 0) || (peak != null && !(peak > 0))) {
      throw new IllegalArgumentException(
          "rate: expected numbers above 0, got %s and a peak of %s".formatted(value, peak));
    }
  }

  /** The peak of multiply-adds by which times of matrix products can be scaled, or 0. */
  double scale() {
    return unit.equals(GFLOPS) && peak != null ? peak : 0;
  }
}
