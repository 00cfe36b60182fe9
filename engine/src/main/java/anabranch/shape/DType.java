package anabranch.shape;

/**
 * The type of a tensor's elements.
 *
 * <p>The order of the constants carries no meaning; {@link #promote} follows PyTorch's type
 * promotion.
 */
public enum DType {
  /** IEEE 754 binary64. */
  F64(8, Kind.FLOATING, "float64"),
  /** IEEE 754 binary32. */
  F32(4, Kind.FLOATING, "float32"),
  /** IEEE 754 binary16; arithmetic is done in binary32 and rounded once. */
  F16(2, Kind.FLOATING, "float16"),
  /** The upper half of a binary32; arithmetic is done in binary32 and rounded once. */
  BF16(2, Kind.FLOATING, "bfloat16"),
  /** Signed 64-bit integer; arithmetic wraps. */
  I64(8, Kind.INTEGRAL, "int64"),
  /** Signed 32-bit integer; arithmetic wraps. */
  I32(4, Kind.INTEGRAL, "int32"),
  /** Unsigned 8-bit integer; arithmetic wraps modulo 256. */
  U8(1, Kind.INTEGRAL, "uint8"),
  /** A truth value, stored as one byte that is 0 or 1. */
  BOOL(1, Kind.BOOLEAN, "bool");

  /** What a type can hold; a kind that comes later can hold all that an earlier one can. */
  public enum Kind {
    /** Truth values. */
    BOOLEAN,
    /** Whole numbers. */
    INTEGRAL,
    /** Floating-point numbers. */
    FLOATING
  }

  private final int byteSize;
  private final Kind kind;
  private final String torchName;

  DType(int byteSize, Kind kind, String torchName) {
    this.byteSize = byteSize;
    this.kind = kind;
    this.torchName = torchName;
  }

  /** Bytes per element. */
  public int byteSize() {
    return byteSize;
  }

  /** What the type can hold. */
  public Kind kind() {
    return kind;
  }

  /** The name that PyTorch gives it, for example {@code float32}. */
  public String torchName() {
    return torchName;
  }

  /** Whether the elements are floating-point numbers. */
  public boolean isFloating() {
    return kind == Kind.FLOATING;
  }

  /** Whether the elements are whole numbers; false for {@link #BOOL}. */
  public boolean isIntegral() {
    return kind == Kind.INTEGRAL;
  }

  /**
   * The type of {@code a + b} for two tensors: the kind that holds both, then the wider one. F16
   * with BF16 gives F32, since neither holds the other.
   */
  public static DType promote(DType a, DType b) {
    if (a == b) {
      return a;
    }
    if (a.kind != b.kind) {
      return a.kind.compareTo(b.kind) > 0 ? a : b;
    }
    if (a.byteSize == b.byteSize) {
      return F32;
    }
    return a.byteSize > b.byteSize ? a : b;
  }

  /**
   * The type of an operation between a tensor of this type and a number of kind {@code scalar}:
   * this type, unless the number's kind holds more; then F32 for a real number and I64 for a whole
   * one.
   */
  public DType promoteScalar(Kind scalar) {
    if (scalar.compareTo(kind) <= 0) {
      return this;
    }
    return scalar == Kind.FLOATING ? F32 : I64;
  }

  /** This type if it is floating, else F32: the result type of division, exp, mean and the like. */
  public DType toFloating() {
    return isFloating() ? this : F32;
  }
}
