package anabranch.cpu.kernel;

/**
 * Constants of the elementary functions. The polynomials are minimax fits by the Remez exchange,
 * coefficients rounded to float; the stated errors are those before rounding.
 */
final class MathConstants {
  static final float LOG2_E = 0x1.715476p0f;

  /** ln 2 in two parts; the high one ends in 9 zero bits, so that n times it is exact. */
  static final float LN2_HIGH = 0x1.62e4p-1f;

  static final float LN2_LOW = 0x1.7f7d1cp-20f;

  /** 1.5 times 2^23: adding it rounds to an integer, which then lies in the low bits. */
  static final float ROUND = 0x1.8p23f;

  static final int ROUND_BITS = 0x4b400000;

  /** The same and 127, a float's bias: the low bits are those of the exponent then. */
  static final float ROUND_TO_EXPONENT = ROUND + 127f;

  /**
   * {@code e^r - 1 = r + r^2 (EXP_2 + EXP_3 r + ...)} for {@code |r| <= ln 2 / 2}; relative error
   * 2^-26.
   */
  static final float EXP_2 = 0x1.fffffep-2f;

  static final float EXP_3 = 0x1.5554bp-3f;
  static final float EXP_4 = 0x1.555674p-5f;
  static final float EXP_5 = 0x1.122776p-7f;
  static final float EXP_6 = 0x1.6bec04p-10f;

  /** e^x is infinite above, and below its negative rounds to 0. */
  static final float EXP_MOST = 89f;

  static final float EXP_LEAST = -105f;

  /** A gate of the LSTM is closed here and below: its e^x counts as 0, and would be subnormal. */
  static final float GATE_LEAST = -88f;

  /** e^x - 1 rounds to -1 below. */
  static final float EXPM1_LEAST = -40f;

  /** tanh(9.02) rounds to 1. */
  static final float TANH_LIMIT = 10f;

  /**
   * {@code ln(1 + f) = f + f^2 (LOG_2 + LOG_3 f + ...)} for 1 + f from sqrt(1/2) to sqrt(2);
   * relative error 2^-27.
   */
  static final float LOG_2 = -0x1.fffff8p-2f;

  static final float LOG_3 = 0x1.55555p-2f;
  static final float LOG_4 = -0x1.000426p-2f;
  static final float LOG_5 = 0x1.99a3f2p-3f;
  static final float LOG_6 = -0x1.54276ep-3f;
  static final float LOG_7 = 0x1.22719ep-3f;
  static final float LOG_8 = -0x1.0f3766p-3f;
  static final float LOG_9 = 0x1.084852p-3f;
  static final float LOG_10 = -0x1.382fecp-4f;

  /** The bits of sqrt(1/2). */
  static final int ROOT_HALF_BITS = 0x3f3504f3;

  /**
   * {@code erf(x) = x + x (ERF_1 + ERF_3 x^2 + ...)} for {@code |x| <= 1}; relative error 2^-29.
   */
  static final float ERF_1 = 0x1.06eba8p-3f;

  static final float ERF_3 = -0x1.81273ep-2f;
  static final float ERF_5 = 0x1.ce2cf6p-4f;
  static final float ERF_7 = -0x1.b7f908p-6f;
  static final float ERF_9 = 0x1.540588p-8f;
  static final float ERF_11 = -0x1.a3f5c2p-11f;
  static final float ERF_13 = 0x1.4966a0p-14f;

  /** {@code erf(x) = 1 - e^-(ERFC_0 + ERFC_1 x + ...)} for x from 1 to 4; absolute error 2^-29. */
  static final float ERFC_0 = 0x1.72ad9ap-12f;

  static final float ERFC_1 = 0x1.2085c0p0f;
  static final float ERFC_2 = 0x1.46c558p-1f;
  static final float ERFC_3 = 0x1.a60baep-4f;
  static final float ERFC_4 = -0x1.654446p-6f;
  static final float ERFC_5 = 0x1.8150f6p-9f;
  static final float ERFC_6 = -0x1.8533b6p-13f;

  /** erf(3.92) rounds to 1. */
  static final float ERF_LIMIT = 4f;

  private MathConstants() {}
}
