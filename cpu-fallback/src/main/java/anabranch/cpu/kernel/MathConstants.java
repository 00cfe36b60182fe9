package anabranch.cpu.kernel;

/** Constants of the elementary functions. */
final class MathConstants {
  static final float LOG2_E = 0x1.715476p0f;

  /** ln 2 in two parts; the high one has 9 trailing zero bits, so that n times it is exact. */
  static final float LN2_HIGH = 0x1.62e4p-1f;

  static final float LN2_LOW = 0x1.7f7d1cp-20f;

  /** 1.5 times 2^23: adding it rounds to an integer, which then lies in the low bits. */
  static final float ROUND = 0x1.8p23f;

  static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

  /**
   * {@code e^r = 1 + r + r^2 (EXP_2 + EXP_3 r + ... + EXP_6 r^4)} for {@code |r| <= ln 2 / 2}; minimax in the relative
   * error of {@code e^r - 1}, below 2^-26, by the Remez exchange.
   */
  static final float EXP_2 = 0x1.fffffep-2f;

  static final float EXP_3 = 0x1.5554bp-3f;
  static final float EXP_4 = 0x1.555674p-5f;
  static final float EXP_5 = 0x1.122776p-7f;
  static final float EXP_6 = 0x1.6bec04p-10f;

  /** sigmoid(-104) is below the least float. */
  static final float SIGMOID_LIMIT = 105f;

  /** tanh(9.02) rounds to 1. */
  static final float TANH_LIMIT = 10f;

  private MathConstants() {}
}
