package anabranch.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class FloatMathTest {
  private static final FloatMath VECTOR = new VectorLoops();
  private static final FloatMath SCALAR = new ScalarLoops();

  /** Every 4,099th of all floats, so every exponent many times. */
  private static final int STEP = 4099;

  private interface Function {
    void apply(FloatMath math, float[] a, float[] out, int n);
  }

  private static float[] samples() {
    int count = (int) ((1L << 32) / STEP);
    float[] samples = new float[count];
    for (int i = 0; i < count; i++) {
      samples[i] = Float.intBitsToFloat(i * STEP);
    }
    return samples;
  }

  /** The greatest error in units in the last place of the exact value. */
  private static double error(Function function, DoubleUnaryOperator exact) {
    float[] a = samples();
    float[] out = new float[a.length];
    function.apply(VECTOR, a, out, a.length);
    float[] plain = new float[a.length];
    function.apply(SCALAR, a, plain, a.length);
    assertArrayEquals(plain, out);
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      double y = exact.applyAsDouble(a[i]);
      if (Double.isNaN(y) || Float.isInfinite((float) y)) {
        assertEquals((float) y, out[i], "of " + a[i]);
      } else {
        worst = Math.max(worst, Math.abs(out[i] - y) / Math.ulp((float) y));
      }
    }
    return worst;
  }

  private static void assertError(double bound, Function function, DoubleUnaryOperator exact) {
    double error = error(function, exact);
    assertTrue(error < bound, "error of " + error + " ulp");
  }

  @Test
  void exp() {
    assertError(1.1, FloatMath::exp, Math::exp);
  }

  @Test
  void expm1() {
    assertError(1.6, FloatMath::expm1, Math::expm1);
  }

  @Test
  void log() {
    assertError(1.5, FloatMath::log, Math::log);
  }

  @Test
  void sigmoid() {
    assertError(2.1, FloatMath::sigmoid, x -> 1 / (1 + Math.exp(-x)));
  }

  @Test
  void tanh() {
    assertError(2.4, FloatMath::tanh, Math::tanh);
  }

  @Test
  void erf() {
    assertError(1.5, FloatMath::erf, FloatMathTest::exactErf);
  }

  /** By its Taylor series below 3, by the continued fraction of erfc above. */
  private static double exactErf(double x) {
    double size = Math.abs(x);
    if (Double.isNaN(x)) {
      return x;
    }
    if (size > 6) {
      return Math.signum(x);
    }
    double value;
    if (size < 3) {
      double term = size;
      double sum = size;
      for (int n = 1; n < 100; n++) {
        term *= -size * size / n;
        sum += term / (2 * n + 1);
      }
      value = 2 / Math.sqrt(Math.PI) * sum;
    } else {
      double fraction = 0;
      for (int n = 60; n >= 1; n--) {
        fraction = n / 2.0 / (size + fraction);
      }
      value = 1 - Math.exp(-size * size) / Math.sqrt(Math.PI) / (size + fraction);
    }
    return Math.copySign(value, x);
  }

  @Test
  void specialValues() {
    float inf = Float.POSITIVE_INFINITY;
    float nan = Float.NaN;
    float[] a = {0f, -0f, inf, -inf, nan, Float.MIN_VALUE, -Float.MIN_VALUE, 1000f, -1000f};
    float tiny = Float.MIN_VALUE;
    assertValues(a, FloatMath::exp, 1, 1, inf, 0, nan, 1, 1, inf, 0);
    assertValues(a, FloatMath::expm1, 0f, -0f, inf, -1, nan, tiny, -tiny, inf, -1);
    float[] b = {0f, -0f, inf, -inf, nan, -1f, 1f};
    assertValues(b, FloatMath::log, -inf, -inf, inf, nan, nan, nan, 0f);
    assertValues(a, FloatMath::sigmoid, 0.5f, 0.5f, 1, 0, nan, 0.5f, 0.5f, 1, 0);
    assertValues(a, FloatMath::tanh, 0f, -0f, 1, -1, nan, tiny, -tiny, 1, -1);
    assertValues(a, FloatMath::erf, 0f, -0f, 1, -1, nan, tiny, -tiny, 1, -1);
  }

  private static void assertValues(float[] a, Function function, float... expected) {
    float[] out = new float[a.length];
    function.apply(SCALAR, a, out, a.length);
    assertArrayEquals(expected, out);
  }

  @Test
  void aValueDoesNotDependOnItsPlace() {
    Random random = new Random(3);
    float[] a = new float[100];
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) (6 * random.nextGaussian());
    }
    float[] all = new float[100];
    VECTOR.sigmoid(a, all, 100);
    for (int n = 0; n <= 100; n++) {
      float[] some = all.clone();
      VECTOR.sigmoid(a, some, n);
      assertArrayEquals(all, some);
    }
  }

  @Test
  void theResultMayReplaceTheArgumentAndNothingBeyondIsTouched() {
    float[] a = {1, 2, 3, 4, 5};
    VECTOR.exp(a, a, 3);
    assertEquals((float) Math.exp(3), a[2], 1e-5f);
    assertEquals(4, a[3]);
  }
}
