package anabranch.cpu;

/**
 * The error function in binary64, by Chebyshev series fitted with 50 digits: of erf(x)/x in x^2
 * below 1, of x e^(x^2) erfc(x) in (x - 3)/(x + 3) above.
 */
final class ErrorFunction {
  private static final double[] NEAR = {
    1.9509538787653082,
    -0.14226120510371365,
    0.010035582187599796,
    -0.0005768764699767485,
    2.741993125219606e-05,
    -1.1043175507344507e-06,
    3.8488755420345036e-08,
    -1.1808582533875466e-09,
    3.2334215826050907e-11,
    -7.991015947004549e-13,
    1.7990725113961456e-14,
    -3.718635487818693e-16,
    7.103599003714253e-18
  };

  private static final double[] FAR = {
    1.054065539929069,
    0.05843837363407501,
    -0.02876000676784515,
    0.009423384297196738,
    -0.002328156372313909,
    0.0004373009338492645,
    -5.830354464322825e-05,
    4.043114560934511e-06,
    2.7089807277588484e-07,
    -9.965420546706105e-08,
    5.8994192394738505e-09,
    1.3859802889544746e-09,
    -2.315633315490683e-10,
    -1.560419727163586e-11,
    6.283637095832872e-12,
    1.2178416133688987e-13,
    -1.675338223006438e-13,
    3.0918620522029907e-16,
    4.750590834310704e-15,
    -2.757954205806765e-17,
    -1.474802407233527e-16
  };

  /** From here on erfc(x) is 0 in binary64. */
  private static final double VANISHES = 27.3;

  private static final double ROOT_HALF = Math.sqrt(0.5);

  private ErrorFunction() {}

  /** 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x. */
  static double erf(double x) {
    double size = Math.abs(x);
    if (size < 1) {
      return x * near(size);
    }
    return Double.isNaN(size) ? x : Math.copySign(1 - far(size), x);
  }

  /** 1 - erf(x), accurate where that is small. */
  static double erfc(double x) {
    if (Math.abs(x) < 1) {
      return 1 - x * near(Math.abs(x));
    }
    return x > 0 ? far(x) : 2 - far(-x);
  }

  /** The standard normal distribution's mass below x: erfc(-x / sqrt(2)) / 2, as exact. */
  static double normal(double x) {
    double size = Math.abs(x) * ROOT_HALF;
    if (size < 1) {
      return 0.5 + 0.5 * ROOT_HALF * x * near(size);
    }
    double tail = 0.5 * far(size, gaussian(Math.abs(x), 0.5));
    return x > 0 ? 1 - tail : tail;
  }

  private static double near(double x) {
    return series(NEAR, 2 * x * x - 1);
  }

  private static double far(double x) {
    return far(x, gaussian(x, 1));
  }

  /** erfc(x), given e^(-x^2). */
  private static double far(double x, double power) {
    if (x >= VANISHES) {
      return 0;
    }
    double u = (x - 3) / (x + 3);
    return power / x * series(FAR, (4 * u - 1) / 3);
  }

  /** e^(-factor x^2), the square split so that its rounding does not show. */
  private static double gaussian(double x, double factor) {
    double high = (float) x;
    return Math.exp(-factor * high * high) * Math.exp(factor * (high - x) * (high + x));
  }

  /** The Chebyshev series at {@code z} in -1 ... 1, by Clenshaw's recurrence. */
  private static double series(double[] coefficients, double z) {
    double next = 0;
    double afterNext = 0;
    for (int k = coefficients.length - 1; k > 0; k--) {
      double current = 2 * z * next - afterNext + coefficients[k];
      afterNext = next;
      next = current;
    }
    return z * next - afterNext + coefficients[0] / 2;
  }
}
