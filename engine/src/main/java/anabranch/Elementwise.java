package anabranch;

import anabranch.op.Op;
import anabranch.op.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic element by element. Two tensors broadcast to one shape, and compute in the type that
 * PyTorch promotes both to; a number counts less than a tensor. Functions that have no whole
 * results (exp, div, ...) take whole numbers and truth values as F32.
 *
 * <p>All throw {@link anabranch.shape.ShapeException} if shapes do not broadcast, {@link
 * anabranch.shape.DTypeException} if the operation is not defined for a type, {@link
 * IllegalArgumentException} for tensors on different devices, and {@link IllegalStateException} for
 * a closed one.
 */
public sealed interface Elementwise permits Tensor {
  /** -x. */
  default Tensor neg() {
    return Pointwise.unary(Op.Unary.NEG, (Tensor) this);
  }

  /** |x|. */
  default Tensor abs() {
    return Pointwise.unary(Op.Unary.ABS, (Tensor) this);
  }

  /** e^x. */
  default Tensor exp() {
    return Pointwise.real(Op.Unary.EXP, (Tensor) this);
  }

  /** The natural logarithm. */
  default Tensor log() {
    return Pointwise.real(Op.Unary.LOG, (Tensor) this);
  }

  /** log(1 + x), accurate near 0. */
  default Tensor log1p() {
    return Pointwise.real(Op.Unary.LOG1P, (Tensor) this);
  }

  /** e^x - 1, accurate near 0. */
  default Tensor expm1() {
    return Pointwise.real(Op.Unary.EXPM1, (Tensor) this);
  }

  /** The square root. */
  default Tensor sqrt() {
    return Pointwise.real(Op.Unary.SQRT, (Tensor) this);
  }

  /** 1 / sqrt(x). */
  default Tensor rsqrt() {
    return Pointwise.real(Op.Unary.RSQRT, (Tensor) this);
  }

  /** 1 / x. */
  default Tensor reciprocal() {
    return Pointwise.real(Op.Unary.RECIPROCAL, (Tensor) this);
  }

  /** The sine of x in radians. */
  default Tensor sin() {
    return Pointwise.real(Op.Unary.SIN, (Tensor) this);
  }

  /** The cosine of x in radians. */
  default Tensor cos() {
    return Pointwise.real(Op.Unary.COS, (Tensor) this);
  }

  /** The error function. */
  default Tensor erf() {
    return Pointwise.real(Op.Unary.ERF, (Tensor) this);
  }

  /** 1 / (1 + e^-x). */
  default Tensor sigmoid() {
    return Pointwise.real(Op.Unary.SIGMOID, (Tensor) this);
  }

  /** The hyperbolic tangent. */
  default Tensor tanh() {
    return Pointwise.real(Op.Unary.TANH, (Tensor) this);
  }

  /** max(x, 0). */
  default Tensor relu() {
    return Pointwise.unary(Op.Unary.RELU, (Tensor) this);
  }

  /** x * Phi(x) with the exact error function. Floating types only. */
  default Tensor gelu() {
    return Pointwise.unary(Op.Unary.GELU, (Tensor) this);
  }

  /** x * sigmoid(x). Floating types only. */
  default Tensor silu() {
    return Pointwise.unary(Op.Unary.SILU, (Tensor) this);
  }

  /** The largest whole number not above x. */
  default Tensor floor() {
    return Pointwise.unary(Op.Unary.FLOOR, (Tensor) this);
  }

  /** The smallest whole number not below x. */
  default Tensor ceil() {
    return Pointwise.unary(Op.Unary.CEIL, (Tensor) this);
  }

  /** The nearest whole number, ties to even. */
  default Tensor round() {
    return Pointwise.unary(Op.Unary.ROUND, (Tensor) this);
  }

  /** x without its fraction. */
  default Tensor trunc() {
    return Pointwise.unary(Op.Unary.TRUNC, (Tensor) this);
  }

  /** -1, 0 or 1. */
  default Tensor sign() {
    return Pointwise.unary(Op.Unary.SIGN, (Tensor) this);
  }

  /** Every bit turned, or the truth value for BOOL. Integral and BOOL only. */
  default Tensor bitwiseNot() {
    return Pointwise.unary(Op.Unary.BITWISE_NOT, (Tensor) this);
  }

  /** this + other. */
  default Tensor add(Tensor other) {
    return Pointwise.binary(Op.Binary.ADD, (Tensor) this, other);
  }

  /** this + alpha * other. */
  default Tensor add(Tensor other, Number alpha) {
    return Pointwise.addScaled((Tensor) this, other, Scalar.of(alpha));
  }

  /** this + number. */
  default Tensor add(Number number) {
    return Pointwise.binary(Op.Binary.ADD, (Tensor) this, Scalar.of(number), false);
  }

  /** this - other. */
  default Tensor sub(Tensor other) {
    return Pointwise.binary(Op.Binary.SUB, (Tensor) this, other);
  }

  /** this - alpha * other. */
  default Tensor sub(Tensor other, Number alpha) {
    Tensor self = (Tensor) this;
    Pointwise.noTruthsSubtracted(Op.Binary.SUB, self.dtype(), other.dtype());
    return Pointwise.addScaled(self, other, Pointwise.negated(Scalar.of(alpha)));
  }

  /** this - number. */
  default Tensor sub(Number number) {
    return Pointwise.binary(Op.Binary.SUB, (Tensor) this, Scalar.of(number), false);
  }

  /** number - this. */
  default Tensor rsub(Number number) {
    return Pointwise.binary(Op.Binary.SUB, (Tensor) this, Scalar.of(number), true);
  }

  /** this * other. */
  default Tensor mul(Tensor other) {
    return Pointwise.binary(Op.Binary.MUL, (Tensor) this, other);
  }

  /** this * number. */
  default Tensor mul(Number number) {
    return Pointwise.binary(Op.Binary.MUL, (Tensor) this, Scalar.of(number), false);
  }

  /** this / other, a real number also for whole ones. */
  default Tensor div(Tensor other) {
    return Pointwise.binary(Op.Binary.DIV, (Tensor) this, other);
  }

  /** this / number, a real number also for whole ones. */
  default Tensor div(Number number) {
    return Pointwise.binary(Op.Binary.DIV, (Tensor) this, Scalar.of(number), false);
  }

  /** number / this, a real number also for whole ones. */
  default Tensor rdiv(Number number) {
    return Pointwise.binary(Op.Binary.DIV, (Tensor) this, Scalar.of(number), true);
  }

  /**
   * this / other without its fraction.
   *
   * @throws ArithmeticException if a whole number is divided by 0
   */
  default Tensor div(Tensor other, Rounding rounding) {
    return Pointwise.binary(Divisions.of(rounding), (Tensor) this, other);
  }

  /**
   * this / number without its fraction.
   *
   * @throws ArithmeticException if a whole number is divided by 0
   */
  default Tensor div(Number number, Rounding rounding) {
    return Pointwise.binary(Divisions.of(rounding), (Tensor) this, Scalar.of(number), false);
  }

  /**
   * Python's {@code this // other}.
   *
   * @throws ArithmeticException if a whole number is divided by 0
   */
  default Tensor floorDivide(Tensor other) {
    return div(other, Rounding.FLOOR);
  }

  /**
   * Python's {@code this // number}.
   *
   * @throws ArithmeticException if a whole number is divided by 0
   */
  default Tensor floorDivide(Number number) {
    return div(number, Rounding.FLOOR);
  }

  /**
   * Python's {@code this % other}: the sign is the divisor's.
   *
   * @throws ArithmeticException if a whole number is divided by 0
   */
  default Tensor remainder(Tensor other) {
    return Pointwise.binary(Op.Binary.REMAINDER, (Tensor) this, other);
  }

  /**
   * Python's {@code this % number}: the sign is the divisor's.
   *
   * @throws ArithmeticException if a whole number is divided by 0
   */
  default Tensor remainder(Number number) {
    return Pointwise.binary(Op.Binary.REMAINDER, (Tensor) this, Scalar.of(number), false);
  }

  /** this to the power of {@code exponent}. */
  default Tensor pow(Tensor exponent) {
    return Pointwise.binary(Op.Binary.POW, (Tensor) this, exponent);
  }

  /** this to the power of {@code exponent}; a whole number has no negative powers. */
  default Tensor pow(Number exponent) {
    return Pointwise.binary(Op.Binary.POW, (Tensor) this, Scalar.of(exponent), false);
  }

  /** {@code base} to the power of this. */
  default Tensor rpow(Number base) {
    return Pointwise.binary(Op.Binary.POW, (Tensor) this, Scalar.of(base), true);
  }

  /** The greater; NaN if either is. */
  default Tensor maximum(Tensor other) {
    return Pointwise.binary(Op.Binary.MAXIMUM, (Tensor) this, other);
  }

  /** The lesser; NaN if either is. */
  default Tensor minimum(Tensor other) {
    return Pointwise.binary(Op.Binary.MINIMUM, (Tensor) this, other);
  }

  /** Bitwise and; logical and for BOOL. Integral and BOOL only. */
  default Tensor bitwiseAnd(Tensor other) {
    return Pointwise.binary(Op.Binary.BITWISE_AND, (Tensor) this, other);
  }

  /** Bitwise or; logical or for BOOL. Integral and BOOL only. */
  default Tensor bitwiseOr(Tensor other) {
    return Pointwise.binary(Op.Binary.BITWISE_OR, (Tensor) this, other);
  }

  /** Bitwise exclusive or; logical for BOOL. Integral and BOOL only. */
  default Tensor bitwiseXor(Tensor other) {
    return Pointwise.binary(Op.Binary.BITWISE_XOR, (Tensor) this, other);
  }

  /**
   * min(max(x, low), high); NaN stays NaN.
   *
   * @param low the lower bound, or null for none
   * @param high the upper bound, or null for none
   */
  default Tensor clamp(@Nullable Number low, @Nullable Number high) {
    return Pointwise.clamp((Tensor) this, low, high);
  }

  /** This where {@code condition} (BOOL) holds, else {@code other}. */
  default Tensor where(Tensor condition, Tensor other) {
    return Pointwise.where(condition, (Tensor) this, other);
  }

  /** {@code value} where {@code mask} (BOOL) holds, else this; the mask broadcasts. */
  default Tensor maskedFill(Tensor mask, Number value) {
    return Pointwise.maskedFill((Tensor) this, mask, Scalar.of(value));
  }
}
