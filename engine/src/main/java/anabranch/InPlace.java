package anabranch;

import anabranch.op.Op;
import anabranch.op.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * Operations that write their result into this tensor, through whatever views share its storage,
 * and return it. The other operand broadcasts to this tensor's shape and may overlap it.
 *
 * <p>All throw {@link anabranch.shape.DTypeException} if the result's type does not go into this
 * one's (F32 into I64), and {@link anabranch.shape.ShapeException} if this would have to grow or
 * was expanded.
 */
public sealed interface InPlace permits Tensor {
  /** Takes the elements of {@code source}, of any type and on any device. */
  default Tensor copy_(Tensor source) {
    return Writing.copy((Tensor) this, source);
  }

  /** Makes every element {@code value}. */
  default Tensor fill_(Number value) {
    return Writing.fill((Tensor) this, Scalar.of(value));
  }

  /** Makes every element {@code value}. */
  default Tensor fill_(boolean value) {
    return Writing.fill((Tensor) this, Scalar.of(value));
  }

  /** Makes every element 0. */
  default Tensor zero_() {
    return Writing.fill((Tensor) this, Scalar.of(0));
  }

  /** this += other. */
  default Tensor add_(Tensor other) {
    return Writing.binary(Op.Binary.ADD, (Tensor) this, other);
  }

  /** this += alpha * other. */
  default Tensor add_(Tensor other, Number alpha) {
    return Writing.addScaled((Tensor) this, other, Scalar.of(alpha));
  }

  /** this += number. */
  default Tensor add_(Number number) {
    return Writing.binary(Op.Binary.ADD, (Tensor) this, number);
  }

  /** this -= other. */
  default Tensor sub_(Tensor other) {
    return Writing.binary(Op.Binary.SUB, (Tensor) this, other);
  }

  /** this -= alpha * other. */
  default Tensor sub_(Tensor other, Number alpha) {
    return Writing.addScaled((Tensor) this, other, Pointwise.negated(Scalar.of(alpha)));
  }

  /** this -= number. */
  default Tensor sub_(Number number) {
    return Writing.binary(Op.Binary.SUB, (Tensor) this, number);
  }

  /** this *= other. */
  default Tensor mul_(Tensor other) {
    return Writing.binary(Op.Binary.MUL, (Tensor) this, other);
  }

  /** this *= number. */
  default Tensor mul_(Number number) {
    return Writing.binary(Op.Binary.MUL, (Tensor) this, number);
  }

  /** this /= other. Floating types only. */
  default Tensor div_(Tensor other) {
    return Writing.binary(Op.Binary.DIV, (Tensor) this, other);
  }

  /** this /= number. Floating types only. */
  default Tensor div_(Number number) {
    return Writing.binary(Op.Binary.DIV, (Tensor) this, number);
  }

  /** this /= other, without the fraction. */
  default Tensor div_(Tensor other, Rounding rounding) {
    return Writing.binary(Divisions.of(rounding), (Tensor) this, other);
  }

  /** this /= number, without the fraction. */
  default Tensor div_(Number number, Rounding rounding) {
    return Writing.binary(Divisions.of(rounding), (Tensor) this, number);
  }

  /** this %= other, the sign is the divisor's. */
  default Tensor remainder_(Tensor other) {
    return Writing.binary(Op.Binary.REMAINDER, (Tensor) this, other);
  }

  /** this %= number, the sign is the divisor's. */
  default Tensor remainder_(Number number) {
    return Writing.binary(Op.Binary.REMAINDER, (Tensor) this, number);
  }

  /** this to the power of {@code exponent}. */
  default Tensor pow_(Tensor exponent) {
    return Writing.binary(Op.Binary.POW, (Tensor) this, exponent);
  }

  /** this to the power of {@code exponent}. */
  default Tensor pow_(Number exponent) {
    return Writing.binary(Op.Binary.POW, (Tensor) this, exponent);
  }

  /** -this. */
  default Tensor neg_() {
    return Writing.unary(Op.Unary.NEG, (Tensor) this);
  }

  /** |this|. */
  default Tensor abs_() {
    return Writing.unary(Op.Unary.ABS, (Tensor) this);
  }

  /** e^this. Floating types only. */
  default Tensor exp_() {
    return Writing.real(Op.Unary.EXP, (Tensor) this);
  }

  /** The natural logarithm. Floating types only. */
  default Tensor log_() {
    return Writing.real(Op.Unary.LOG, (Tensor) this);
  }

  /** The square root. Floating types only. */
  default Tensor sqrt_() {
    return Writing.real(Op.Unary.SQRT, (Tensor) this);
  }

  /** 1 / (1 + e^-this). Floating types only. */
  default Tensor sigmoid_() {
    return Writing.real(Op.Unary.SIGMOID, (Tensor) this);
  }

  /** The hyperbolic tangent. Floating types only. */
  default Tensor tanh_() {
    return Writing.real(Op.Unary.TANH, (Tensor) this);
  }

  /** max(this, 0). */
  default Tensor relu_() {
    return Writing.unary(Op.Unary.RELU, (Tensor) this);
  }

  /**
   * min(max(this, low), high).
   *
   * @param low the lower bound, or null for none
   * @param high the upper bound, or null for none
   */
  default Tensor clamp_(@Nullable Number low, @Nullable Number high) {
    return Writing.clamp((Tensor) this, low, high);
  }

  /** Makes the elements {@code value} where {@code mask} (BOOL) holds. */
  default Tensor maskedFill_(Tensor mask, Number value) {
    return Writing.maskedFill((Tensor) this, mask, Scalar.of(value));
  }

  /** {@code this[index[i][j]][j] = source[i][j]} for dim 0, and so on. */
  default Tensor scatter_(int dim, Tensor index, Tensor source) {
    return Writing.scatter((Tensor) this, dim, index, source, false);
  }

  /** {@code this[index[i][j]][j] += source[i][j]} for dim 0, and so on. */
  default Tensor scatterAdd_(int dim, Tensor index, Tensor source) {
    return Writing.scatter((Tensor) this, dim, index, source, true);
  }

  /** Uniform random numbers in [low, high), from the scope's source. Floating types only. */
  default Tensor uniform_(double low, double high) {
    return Generator.current().uniform((Tensor) this, low, high);
  }

  /** Normal random numbers, from the scope's source. Floating types only. */
  default Tensor normal_(double mean, double deviation) {
    return Generator.current().normal((Tensor) this, mean, deviation);
  }
}
