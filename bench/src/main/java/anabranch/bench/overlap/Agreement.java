package anabranch.bench.overlap;

/** Makes sure that a way computes what sequential does, before it is measured. */
final class Agreement {
  private Agreement() {}

  /**
   * Compares outputs.
   *
   * @param tolerance the greatest difference that may be; 0 for none, not even of a bit
   * @throws IllegalStateException if they differ by more, naming {@code way}
   */
  static void check(Job job, Way way, float[] expected, float[] actual, double tolerance) {
    double most = expected.length == actual.length ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(expected.length, actual.length); i++) {
      if (Float.floatToRawIntBits(expected[i]) != Float.floatToRawIntBits(actual[i])) {
        double difference = Math.abs((double) expected[i] - actual[i]);
        most = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(most, difference);
        most = Math.max(most, Double.MIN_VALUE);
      }
    }
    if (most > tolerance) {
      throw new IllegalStateException(
          "the results do not agree: at %s, %s on %d differs from the first sequential run by up to %g, and may by %g; nothing was measured"
              .formatted(job, Words.mode(way.mode()), way.width(), most, tolerance));
    }
  }
}
