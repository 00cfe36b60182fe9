package anabranch.cuda.launch;

import anabranch.shape.DType;

/** What kernels know of types beyond their own. */
final class Types {
  private Types() {}

  /** The type that sums of {@code type} are made in: F64, F32 or I64, as in wide.cuh. */
  static DType wide(DType type) {
    return switch (type) {
      case F64 -> DType.F64;
      case F32, F16, BF16 -> DType.F32;
      case I64, I32, U8, BOOL -> DType.I64;
    };
  }

  /** The number that stands for {@code type}, as in typed.cuh. */
  static int code(DType type) {
    return switch (type) {
      case F64 -> 0;
      case F32 -> 1;
      case F16 -> 2;
      case BF16 -> 3;
      case I64 -> 4;
      case I32 -> 5;
      case U8 -> 6;
      case BOOL -> 7;
    };
  }
}
