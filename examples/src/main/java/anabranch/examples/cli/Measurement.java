package anabranch.examples.cli;

import java.util.Arrays;
import java.util.List;

/**
 * The times of one way to run the ensemble.
 *
 * @param row which
 * @param seconds the time of each run, in the order in which they were made; at least one
 */
record Measurement(Row row, List<Double> seconds) {
  Measurement {
    seconds = List.copyOf(seconds);
  }

  /** The median time in seconds; of an even number the mean of the two in the middle. */
  double median() {
    double[] sorted = sorted();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The least time in seconds. */
  double min() {
    return sorted()[0];
  }

  private double[] sorted() {
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
