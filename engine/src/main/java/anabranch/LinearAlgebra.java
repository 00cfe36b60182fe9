package anabranch;

import org.jspecify.annotations.Nullable;

/**
 * Products of matrices. Both operands must have one type.
 *
 * <p>All throw {@link anabranch.shape.ShapeException} if sizes do not fit and {@link
 * anabranch.shape.DTypeException} if types differ.
 */
public sealed interface LinearAlgebra permits Tensor {
  /**
   * The matrix product. Vectors are a row on the left and a column on the right, and that dimension
   * is dropped; dimensions before the last two are batches, which broadcast.
   */
  default Tensor matmul(Tensor other) {
    return Products.matmul((Tensor) this, other);
  }

  /** The product of two matrices: [M, K] with [K, N] gives [M, N]. */
  default Tensor mm(Tensor other) {
    return Products.matmul(
        Products.ranked("mm", (Tensor) this, 2), Products.ranked("mm", other, 2));
  }

  /** Products of two batches of matrices: [B, M, K] with [B, K, N] gives [B, M, N]. */
  default Tensor bmm(Tensor other) {
    return Products.bmm((Tensor) this, other);
  }

  /** The product of a matrix and a vector: [M, K] with [K] gives [M]. */
  default Tensor mv(Tensor other) {
    return Products.matmul(
        Products.ranked("mv", (Tensor) this, 2), Products.ranked("mv", other, 1));
  }

  /** The sum of the products of two vectors' elements. */
  default Tensor dot(Tensor other) {
    return Products.dot((Tensor) this, other);
  }

  /**
   * this @ weight.t() + bias: [..., in] with [out, in] gives [..., out].
   *
   * @param weight of shape [out, in]
   * @param bias of shape [out], or null for none
   */
  default Tensor linear(Tensor weight, @Nullable Tensor bias) {
    return Products.linear((Tensor) this, weight, bias);
  }

  /** this + a @ b: this broadcasts to [M, N]. */
  default Tensor addmm(Tensor a, Tensor b) {
    return addmm(a, b, 1, 1);
  }

  /** beta * this + alpha * (a @ b); a beta of 0 ignores this, NaN included. */
  default Tensor addmm(Tensor a, Tensor b, Number beta, Number alpha) {
    return Products.addmm((Tensor) this, a, b, beta, alpha);
  }

  /**
   * (x - mean) / sqrt(variance + epsilon) over the last dimensions, then times weight plus bias.
   *
   * @param normalizedShape the sizes of the dimensions that are normalized together
   * @param weight of that shape, or null for ones
   * @param bias of that shape, or null for zeros
   * @param epsilon added to the variance, which is the one without Bessel's correction
   */
  default Tensor layerNorm(
      long[] normalizedShape, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    return Products.layerNorm((Tensor) this, normalizedShape, weight, bias, epsilon);
  }
}
