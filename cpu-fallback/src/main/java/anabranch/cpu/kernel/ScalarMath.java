package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.MathConstants.ERFC_0;
import static anabranch.cpu.kernel.MathConstants.ERFC_1;
import static anabranch.cpu.kernel.MathConstants.ERFC_2;
import static anabranch.cpu.kernel.MathConstants.ERFC_3;
import static anabranch.cpu.kernel.MathConstants.ERFC_4;
import static anabranch.cpu.kernel.MathConstants.ERFC_5;
import static anabranch.cpu.kernel.MathConstants.ERFC_6;
import static anabranch.cpu.kernel.MathConstants.ERF_1;
import static anabranch.cpu.kernel.MathConstants.ERF_11;
import static anabranch.cpu.kernel.MathConstants.ERF_13;
import static anabranch.cpu.kernel.MathConstants.ERF_3;
import static anabranch.cpu.kernel.MathConstants.ERF_5;
import static anabranch.cpu.kernel.MathConstants.ERF_7;
import static anabranch.cpu.kernel.MathConstants.ERF_9;
import static anabranch.cpu.kernel.MathConstants.ERF_LIMIT;
import static anabranch.cpu.kernel.MathConstants.EXPM1_LEAST;
import static anabranch.cpu.kernel.MathConstants.EXP_2;
import static anabranch.cpu.kernel.MathConstants.EXP_3;
import static anabranch.cpu.kernel.MathConstants.EXP_4;
import static anabranch.cpu.kernel.MathConstants.EXP_5;
import static anabranch.cpu.kernel.MathConstants.EXP_6;
import static anabranch.cpu.kernel.MathConstants.EXP_LEAST;
import static anabranch.cpu.kernel.MathConstants.EXP_MOST;
import static anabranch.cpu.kernel.MathConstants.LN2_HIGH;
import static anabranch.cpu.kernel.MathConstants.LN2_LOW;
import static anabranch.cpu.kernel.MathConstants.LOG2_E;
import static anabranch.cpu.kernel.MathConstants.LOG_10;
import static anabranch.cpu.kernel.MathConstants.LOG_2;
import static anabranch.cpu.kernel.MathConstants.LOG_3;
import static anabranch.cpu.kernel.MathConstants.LOG_4;
import static anabranch.cpu.kernel.MathConstants.LOG_5;
import static anabranch.cpu.kernel.MathConstants.LOG_6;
import static anabranch.cpu.kernel.MathConstants.LOG_7;
import static anabranch.cpu.kernel.MathConstants.LOG_8;
import static anabranch.cpu.kernel.MathConstants.LOG_9;
import static anabranch.cpu.kernel.MathConstants.ROOT_HALF_BITS;
import static anabranch.cpu.kernel.MathConstants.ROUND;
import static anabranch.cpu.kernel.MathConstants.ROUND_BITS;
import static anabranch.cpu.kernel.MathConstants.TANH_LIMIT;

/** Elementary functions of single floats: the same operations as {@link VectorMath}. */
final class ScalarMath {
  private ScalarMath() {}

  static float exp(float x) {
    float z = x > EXP_MOST ? EXP_MOST : x;
    return scaledExp(z < EXP_LEAST ? EXP_LEAST : z);
  }

  static float expm1(float x) {
    float z = x > EXP_MOST ? EXP_MOST : x;
    z = z < EXPM1_LEAST ? EXPM1_LEAST : z;
    float shifted = Math.fma(z, LOG2_E, ROUND);
    float p = reducedExpm1(z, shifted - ROUND);
    int exponent = Float.floatToRawIntBits(shifted) - ROUND_BITS;
    int most = exponent > 127 ? 127 : exponent;
    float scale = powerOfTwo(most);
    return withSign(Math.fma(p, scale, scale - 1f) * powerOfTwo(exponent - most), x);
  }

  static float log(float x) {
    if (!(x > 0f) || x == Float.POSITIVE_INFINITY) {
      return x == 0f ? Float.NEGATIVE_INFINITY : x > 0f ? x : Float.NaN;
    }
    boolean tiny = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(tiny ? x * 0x1p23f : x);
    int exponent = (bits - ROOT_HALF_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1f;
    float e = tiny ? exponent - 23f : exponent;
    float q = Math.fma(LOG_10, f, LOG_9);
    q = Math.fma(q, f, LOG_8);
    q = Math.fma(q, f, LOG_7);
    q = Math.fma(q, f, LOG_6);
    q = Math.fma(q, f, LOG_5);
    q = Math.fma(q, f, LOG_4);
    q = Math.fma(q, f, LOG_3);
    q = Math.fma(q, f, LOG_2);
    float low = Math.fma(e, LN2_LOW, q * (f * f));
    return Math.fma(e, LN2_HIGH, f) + low;
  }

  static float sigmoid(float x) {
    float z = -Math.abs(x);
    float t = scaledExp(z < EXP_LEAST ? EXP_LEAST : z);
    return (x < 0f ? t : 1f) / (t + 1f);
  }

  static float tanh(float x) {
    float size = Math.abs(x);
    float z = (size > TANH_LIMIT ? TANH_LIMIT : size) * 2f;
    float shifted = Math.fma(z, LOG2_E, ROUND);
    float scale = powerOfTwo(Float.floatToRawIntBits(shifted) - ROUND_BITS);
    float e = Math.fma(reducedExpm1(z, shifted - ROUND), scale, scale - 1f);
    return withSign(e / (e + 2f), x);
  }

  static float erf(float x) {
    float size = Math.abs(x);
    float z = size > ERF_LIMIT ? ERF_LIMIT : size;
    return withSign(size < 1f ? innerErf(z) : 1f - scaledExp(-minusLogErfc(z)), x);
  }

  private static float innerErf(float x) {
    float t = x * x;
    float q = Math.fma(ERF_13, t, ERF_11);
    q = Math.fma(q, t, ERF_9);
    q = Math.fma(q, t, ERF_7);
    q = Math.fma(q, t, ERF_5);
    q = Math.fma(q, t, ERF_3);
    q = Math.fma(q, t, ERF_1);
    return Math.fma(q, x, x);
  }

  private static float minusLogErfc(float x) {
    float q = Math.fma(ERFC_6, x, ERFC_5);
    q = Math.fma(q, x, ERFC_4);
    q = Math.fma(q, x, ERFC_3);
    q = Math.fma(q, x, ERFC_2);
    q = Math.fma(q, x, ERFC_1);
    q = Math.fma(q, x, ERFC_0);
    return q;
  }

  /** e^z for z from {@code EXP_LEAST} to {@code EXP_MOST}, scaled in two steps. */
  private static float scaledExp(float z) {
    float shifted = Math.fma(z, LOG2_E, ROUND);
    int exponent = Float.floatToRawIntBits(shifted) - ROUND_BITS;
    float p = reducedExpm1(z, shifted - ROUND) + 1f;
    int half = exponent >> 1;
    return p * powerOfTwo(half) * powerOfTwo(exponent - half);
  }

  /** {@code e^(z - n ln 2) - 1} for {@code |z - n ln 2| <= ln 2 / 2}. */
  static float reducedExpm1(float z, float n) {
    float high = Math.fma(n, -LN2_HIGH, z);
    float r = Math.fma(n, -LN2_LOW, high);
    float q = Math.fma(EXP_6, r, EXP_5);
    q = Math.fma(q, r, EXP_4);
    q = Math.fma(q, r, EXP_3);
    q = Math.fma(q, r, EXP_2);
    return Math.fma(q, r * r, r);
  }

  private static float powerOfTwo(int exponent) {
    return Float.intBitsToFloat((exponent + 127) << 23);
  }

  static float withSign(float value, float sign) {
    int bit = Float.floatToRawIntBits(sign) & Integer.MIN_VALUE;
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) | bit);
  }
}
