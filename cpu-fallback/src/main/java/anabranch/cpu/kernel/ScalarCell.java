package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.MathConstants.GATE_LEAST;
import static anabranch.cpu.kernel.MathConstants.LOG2_E;
import static anabranch.cpu.kernel.MathConstants.ROUND_TO_EXPONENT;
import static anabranch.cpu.kernel.MathConstants.TANH_LIMIT;

/**
 * The LSTM's cell for single floats: the same operations as {@link LstmCell}. A sigmoid is {@code
 * top / (1 + t)} with {@code t = e^-|x|}, a tanh {@code e / (2 + e)} with {@code e = e^|2x| - 1}
 * and the sign of x, and so their product takes one division.
 */
final class ScalarCell {
  private ScalarCell() {}

  /** {@code sigmoid(f) c + sigmoid(i) tanh(g)}. */
  static float state(float i, float f, float g, float c) {
    float t = expOfMinusAbs(f);
    return Math.fma(top(f, t) / (t + 1f), c, gated(i, g));
  }

  /** {@code sigmoid(gate) tanh(x)}. */
  static float gated(float gate, float x) {
    float t = expOfMinusAbs(gate);
    float e = expm1OfTwiceAbs(x);
    return ScalarMath.withSign(top(gate, t) * e / ((t + 1f) * (e + 2f)), x);
  }

  private static float top(float x, float t) {
    return x < 0f ? t : 1f;
  }

  /** e^-|x|, and 0 for what would be subnormal. */
  private static float expOfMinusAbs(float x) {
    float size = -Math.abs(x);
    float z = size < GATE_LEAST ? GATE_LEAST : size;
    float shifted = Math.fma(z, LOG2_E, ROUND_TO_EXPONENT);
    float p = ScalarMath.reducedExpm1(z, shifted - ROUND_TO_EXPONENT);
    return (p + 1f) * scale(shifted);
  }

  /** e^|2x| - 1, up to where the tanh is 1. */
  private static float expm1OfTwiceAbs(float x) {
    float size = Math.abs(x);
    float z = (size > TANH_LIMIT ? TANH_LIMIT : size) * 2f;
    float shifted = Math.fma(z, LOG2_E, ROUND_TO_EXPONENT);
    float scale = scale(shifted);
    float p = ScalarMath.reducedExpm1(z, shifted - ROUND_TO_EXPONENT);
    return Math.fma(p, scale, scale - 1f);
  }

  /** Two to the power of the number in the low bits, less a float's bias. */
  private static float scale(float shifted) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << 23);
  }
}
