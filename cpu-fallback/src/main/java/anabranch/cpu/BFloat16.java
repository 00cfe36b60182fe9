package anabranch.cpu;

/** The upper half of a binary32 as a number format. */
final class BFloat16 {
  private static final int QUIET = 0x0040;

  private BFloat16() {}

  static float toFloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** Rounds to nearest, ties to even; a NaN stays one, its sign and upper payload kept. */
  static short ofFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int rounded = (bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16;
    return (short) (Float.isNaN(value) ? (bits >>> 16) | QUIET : rounded);
  }
}
