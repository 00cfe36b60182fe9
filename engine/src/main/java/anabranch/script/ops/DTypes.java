package anabranch.script.ops;

import anabranch.shape.DType;

/** PyTorch's numbers for element types, from its header {@code c10/core/ScalarType.h}. */
public final class DTypes {
  private DTypes() {}

  /**
   * The type with this number.
   *
   * @throws ScriptError if there is none here
   */
  public static DType of(long code) {
    return switch ((int) code) {
      case 0 -> DType.U8;
      case 3 -> DType.I32;
      case 4 -> DType.I64;
      case 5 -> DType.F16;
      case 6 -> DType.F32;
      case 7 -> DType.F64;
      case 11 -> DType.BOOL;
      case 15 -> DType.BF16;
      default -> throw new ScriptError("element type " + code + " is not supported");
    };
  }

  /** The type's number. */
  public static long code(DType type) {
    return switch (type) {
      case U8 -> 0;
      case I32 -> 3;
      case I64 -> 4;
      case F16 -> 5;
      case F32 -> 6;
      case F64 -> 7;
      case BOOL -> 11;
      case BF16 -> 15;
    };
  }
}
