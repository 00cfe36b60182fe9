package anabranch.examples.cli;

/** How far results are apart. */
final class Agreement {
  private Agreement() {}

  /**
   * The greatest difference between numbers at the same place; 0 only if all are the same bit for
   * bit. A NaN that is not the same counts as infinitely far, the sign of a zero as the least there
   * is.
   */
  static double maxAbsDiff(float[] a, float[] b) {
    if (a.length != b.length) {
      return Double.POSITIVE_INFINITY;
    }
    double max = 0;
    for (int i = 0; i < a.length; i++) {
      if (Float.floatToRawIntBits(a[i]) != Float.floatToRawIntBits(b[i])) {
        double diff = Math.abs((double) a[i] - b[i]);
        max = Math.max(max, Double.isNaN(diff) ? Double.POSITIVE_INFINITY : diff);
        max = Math.max(max, Double.MIN_VALUE);
      }
    }
    return max;
  }
}
