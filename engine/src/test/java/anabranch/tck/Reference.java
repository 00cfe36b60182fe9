package anabranch.tck;

/** Functions that Java's library lacks, in F64. */
final class Reference {
  private static final int TERMS = 200;

  private Reference() {}

  /** Abramowitz and Stegun 7.1.6 near 0, the continued fraction 7.1.14 beyond. */
  static double erf(double x) {
    double a = Math.abs(x);
    if (Double.isNaN(x) || a > 6) {
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    if (a < 2.5) {
      double term = x;
      double sum = x;
      for (int n = 1; n < TERMS; n++) {
        term *= 2 * x * x / (2 * n + 1);
        sum += term;
      }
      return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
    double fraction = 0;
    for (int n = TERMS; n > 0; n--) {
      fraction = n / 2.0 / (a + fraction);
    }
    double complement = Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction);
    return Math.copySign(1 - complement, x);
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double gelu(double x) {
    return 0.5 * x * (1 + erf(x * Math.sqrt(0.5)));
  }

  static double truncated(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  static double remainder(double a, double b) {
    double r = a % b;
    return r != 0 && (r < 0) != (b < 0) ? r + b : r;
  }
}
