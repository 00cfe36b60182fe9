package anabranch.cuda.launch;

import anabranch.op.Scalar;
import anabranch.shape.DType;

/** Numbers from the host as kernels take them: read in the type of the elements. */
final class Numbers {
  private Numbers() {}

  /** Passes {@code number}, read in {@code dtype}, in the type that this is computed in. */
  static Launcher pass(Launcher arguments, DType dtype, Scalar number) {
    return switch (dtype) {
      case F64 -> arguments.f64(number.real());
      case F32, F16, BF16 -> arguments.f32((float) real(dtype, number.real()));
      case I64 -> arguments.i64(number.integral());
      case I32, U8, BOOL -> arguments.i32((int) whole(dtype, number));
    };
  }

  /** The bits of {@code number} as an element of {@code dtype}. */
  static long bits(DType dtype, Scalar number) {
    return switch (dtype) {
      case F64 -> Double.doubleToRawLongBits(number.real());
      case F32 -> Float.floatToRawIntBits((float) number.real());
      case F16 -> Float.floatToFloat16((float) real(dtype, number.real()));
      case BF16 -> Float.floatToRawIntBits((float) real(dtype, number.real())) >>> 16;
      case I64, I32, U8, BOOL -> whole(dtype, number);
    };
  }

  /** {@code value} as {@code dtype}, a floating type, has it, rounded once. */
  static double real(DType dtype, double value) {
    return switch (dtype) {
      case F64 -> value;
      case F32 -> (float) value;
      case F16 -> rounded(value, 11, -14, 65504);
      case BF16 -> rounded(value, 8, Float.MIN_EXPONENT, 0x1.FEp127);
      case I64, I32, U8, BOOL -> throw new IllegalArgumentException(dtype + " is no floating type");
    };
  }

  /** To so many binary digits, or fewer where the exponent is below the least; ties to even. */
  private static double rounded(double value, int digits, int leastExponent, double most) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return value;
    }
    int exponent = Math.max(Math.getExponent(value), leastExponent);
    double unit = Math.scalb(1.0, exponent - digits + 1);
    double near = Math.rint(value / unit) * unit;
    return Math.abs(near) > most ? Math.copySign(Double.POSITIVE_INFINITY, value) : near;
  }

  /** The number as {@code dtype}, an integral type or BOOL, has it; whole numbers wrap. */
  static long whole(DType dtype, Scalar number) {
    return switch (dtype) {
      case I64 -> number.integral();
      case I32 -> (int) number.integral();
      case U8 -> number.integral() & 0xFF;
      case BOOL -> number.integral() != 0 || number.real() != 0 ? 1 : 0;
      case F64, F32, F16, BF16 -> throw new IllegalArgumentException(dtype + " is no whole type");
    };
  }
}
