package anabranch.bench.overlap;

import java.util.List;

/**
 * The middle half of some numbers.
 *
 * @param low the lower quartile
 * @param median the number in the middle; of an even count the mean of the two
 * @param high the upper quartile
 */
record Spread(double low, double median, double high) {
  /**
   * Of {@code numbers}, in any order; between two of them by straight lines.
   *
   * @throws IllegalArgumentException if there are none
   */
  static Spread of(List<Double> numbers) {
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("there is no median of no numbers");
    }
    List<Double> sorted = numbers.stream().sorted().toList();
    return new Spread(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  private static double at(List<Double> sorted, double share) {
    double place = share * (sorted.size() - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }
}
