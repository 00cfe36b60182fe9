package anabranch;

import anabranch.op.Op;
import anabranch.op.Scalar;

/** Comparisons element by element, with BOOL results, and comparisons of whole tensors. */
public sealed interface Comparisons permits Tensor {
  /** this == other. */
  default Tensor eq(Tensor other) {
    return Pointwise.compare(Op.Compare.EQ, (Tensor) this, other);
  }

  /** this == number. */
  default Tensor eq(Number number) {
    return Pointwise.compare(Op.Compare.EQ, (Tensor) this, Scalar.of(number));
  }

  /** this != other. */
  default Tensor ne(Tensor other) {
    return Pointwise.compare(Op.Compare.NE, (Tensor) this, other);
  }

  /** this != number. */
  default Tensor ne(Number number) {
    return Pointwise.compare(Op.Compare.NE, (Tensor) this, Scalar.of(number));
  }

  /** this < other. */
  default Tensor lt(Tensor other) {
    return Pointwise.compare(Op.Compare.LT, (Tensor) this, other);
  }

  /** this < number. */
  default Tensor lt(Number number) {
    return Pointwise.compare(Op.Compare.LT, (Tensor) this, Scalar.of(number));
  }

  /** this <= other. */
  default Tensor le(Tensor other) {
    return Pointwise.compare(Op.Compare.LE, (Tensor) this, other);
  }

  /** this <= number. */
  default Tensor le(Number number) {
    return Pointwise.compare(Op.Compare.LE, (Tensor) this, Scalar.of(number));
  }

  /** this > other. */
  default Tensor gt(Tensor other) {
    return Pointwise.compare(Op.Compare.GT, (Tensor) this, other);
  }

  /** this > number. */
  default Tensor gt(Number number) {
    return Pointwise.compare(Op.Compare.GT, (Tensor) this, Scalar.of(number));
  }

  /** this >= other. */
  default Tensor ge(Tensor other) {
    return Pointwise.compare(Op.Compare.GE, (Tensor) this, other);
  }

  /** this >= number. */
  default Tensor ge(Number number) {
    return Pointwise.compare(Op.Compare.GE, (Tensor) this, Scalar.of(number));
  }

  /** Whether both are not zero. */
  default Tensor logicalAnd(Tensor other) {
    return Pointwise.logical(Op.Compare.LOGICAL_AND, (Tensor) this, other);
  }

  /** Whether either is not zero. */
  default Tensor logicalOr(Tensor other) {
    return Pointwise.logical(Op.Compare.LOGICAL_OR, (Tensor) this, other);
  }

  /** Whether exactly one is not zero. */
  default Tensor logicalXor(Tensor other) {
    return Pointwise.logical(Op.Compare.LOGICAL_XOR, (Tensor) this, other);
  }

  /** Whether x is zero. */
  default Tensor logicalNot() {
    return Pointwise.test(Op.Test.LOGICAL_NOT, (Tensor) this);
  }

  /** Whether x is NaN; false for types without NaN. */
  default Tensor isnan() {
    return Pointwise.test(Op.Test.ISNAN, (Tensor) this);
  }

  /**
   * Whether both have one type, one shape and equal elements; NaN equals nothing. Waits for the
   * device.
   */
  default boolean equal(Tensor other) {
    return Closeness.equal((Tensor) this, other);
  }

  /** As {@link #allClose(Tensor, double, double)} with 1e-5 and 1e-8. */
  default boolean allClose(Tensor other) {
    return allClose(other, 1e-5, 1e-8);
  }

  /**
   * Whether everywhere {@code |this - other| <= atol + rtol * |other|}, after broadcasting,
   * computed in F64; NaN is close to nothing. Waits for the device.
   *
   * @param rtol the tolerance relative to {@code other}
   * @param atol the absolute tolerance
   */
  default boolean allClose(Tensor other, double rtol, double atol) {
    return Closeness.allClose((Tensor) this, other, rtol, atol);
  }
}
