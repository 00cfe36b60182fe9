package anabranch.cpu;

import anabranch.op.Scalar;
import anabranch.shape.DType;

/** Numbers rounded once to narrower types. */
final class Rounding {
  private Rounding() {}

  /**
   * To a float such that rounding it again to a type of at most 22 bits of precision gives what
   * rounding {@code value} at once would: toward zero, with the last bit set if anything was cut
   * ("round to odd").
   */
  static float toOdd(double value) {
    float near = (float) value;
    if (near == value || Double.isNaN(value) || Float.isInfinite(near)) {
      return near;
    }
    int bits = Float.floatToRawIntBits(near);
    int cut = Math.abs((double) near) > Math.abs(value) ? bits - 1 : bits;
    return Float.intBitsToFloat(cut | 1);
  }

  static short toFloat16(double value) {
    return Float.floatToFloat16(toOdd(value));
  }

  static short toBFloat16(double value) {
    return BFloat16.ofFloat(toOdd(value));
  }

  /** The number as {@code dtype}, a floating type, holds it. */
  static double real(DType dtype, Scalar scalar) {
    return to(dtype, scalar.real());
  }

  /** {@code value} as {@code dtype}, a floating type, holds it. */
  static double to(DType dtype, double value) {
    return switch (dtype) {
      case F64 -> value;
      case F32 -> (float) value;
      case F16 -> Float.float16ToFloat(toFloat16(value));
      case BF16 -> BFloat16.toFloat(toBFloat16(value));
      case I64, I32, U8, BOOL -> throw new IllegalArgumentException(dtype + " is no floating type");
    };
  }

  /** The number as {@code dtype}, an integral type or BOOL, holds it; whole numbers wrap. */
  static long whole(DType dtype, Scalar value) {
    return switch (dtype) {
      case I64 -> value.integral();
      case I32 -> (int) value.integral();
      case U8 -> value.integral() & 0xFF;
      case BOOL -> value.integral() != 0 || value.real() != 0 ? 1 : 0;
      case F64, F32, F16, BF16 -> throw new IllegalArgumentException(dtype + " is no whole type");
    };
  }
}
