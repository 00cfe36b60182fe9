package anabranch.bench.history;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one benchmark measured with one set of parameters: times per operation, less is better.
 *
 * @param benchmark class and method, such as {@code MatMulBench.matmul}
 * @param params its parameters by name
 * @param unit of the times, such as {@code us/op}
 * @param n how many times there are: one for each iteration
 * @param median of them, as are the following
 * @param q1 the lower quartile
 * @param q3 the upper quartile
 * @param min the least
 * @param max the greatest
 * @param rate what that is in work per second, or null if the benchmark knows of no work
 */
public record Figure(
    String benchmark,
    Map<String, String> params,
    String unit,
    int n,
    double median,
    double q1,
    double q3,
    double min,
    double max,
    @Nullable Rate rate) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if they are not the times of anything
   */
  public Figure {
    params = Map.copyOf(params);
    boolean ordered = min <= q1 && q1 <= median && median <= q3 && q3 <= max;
    if (!(min > 0) || !ordered || !Double.isFinite(max) || n < 1) {
      throw new IllegalArgumentException(
          "%s: expected n >= 1 and 0 < min <= q1 <= median <= q3 <= max, got n=%d, %s, %s, %s, %s, %s"
              .formatted(benchmark, n, min, q1, median, q3, max));
    }
  }

  /** What tells it from others: benchmark, parameters and unit. */
  public String key() {
    return benchmark + " " + parameters() + " [" + unit + "]";
  }

  /** The parameters for people, in the order of their names. */
  public String parameters() {
    return new TreeMap<>(params)
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
  }

  /** How far the quartiles are apart. */
  double spread() {
    return q3 - q1;
  }
}
