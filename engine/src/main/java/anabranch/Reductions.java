package anabranch;

import anabranch.op.Op;

/**
 * Elements combined along dimensions. No dimensions named means all of them. A reduced dimension is
 * dropped, or kept with size 1 if {@code keepdim}. Dimensions may be negative: they count from the
 * end.
 *
 * <p>All throw {@link anabranch.shape.ShapeException} for a dimension that is not there or named
 * twice, and {@link anabranch.shape.DTypeException} if the operation is not defined for the type.
 */
public sealed interface Reductions permits Tensor {
  /** The sum; 0 of nothing. Whole numbers and truth values add up to I64. */
  default Tensor sum(int... dims) {
    return Reducing.reduce(Op.Reduction.SUM, (Tensor) this, dims, false, 0);
  }

  /** The sum; 0 of nothing. Whole numbers and truth values add up to I64. */
  default Tensor sum(int dim, boolean keepdim) {
    return sum(new int[] {dim}, keepdim);
  }

  /** The sum; 0 of nothing. Whole numbers and truth values add up to I64. */
  default Tensor sum(int[] dims, boolean keepdim) {
    return Reducing.reduce(Op.Reduction.SUM, (Tensor) this, dims, keepdim, 0);
  }

  /** The mean; NaN of nothing. Floating types only. */
  default Tensor mean(int... dims) {
    return mean(dims, false);
  }

  /** The mean; NaN of nothing. Floating types only. */
  default Tensor mean(int dim, boolean keepdim) {
    return mean(new int[] {dim}, keepdim);
  }

  /** The mean; NaN of nothing. Floating types only. */
  default Tensor mean(int[] dims, boolean keepdim) {
    return Reducing.reduce(Op.Reduction.MEAN, (Tensor) this, dims, keepdim, 0);
  }

  /** The product; 1 of nothing. Whole numbers and truth values multiply to I64. */
  default Tensor prod(int... dims) {
    return prod(dims, false);
  }

  /** The product; 1 of nothing. Whole numbers and truth values multiply to I64. */
  default Tensor prod(int dim, boolean keepdim) {
    return prod(new int[] {dim}, keepdim);
  }

  /** The product; 1 of nothing. Whole numbers and truth values multiply to I64. */
  default Tensor prod(int[] dims, boolean keepdim) {
    return Reducing.reduce(Op.Reduction.PROD, (Tensor) this, dims, keepdim, 0);
  }

  /** The greatest element; NaN if any is. Of nothing it is an error. */
  default Tensor max() {
    return amax(new int[0], false);
  }

  /** The least element; NaN if any is. Of nothing it is an error. */
  default Tensor min() {
    return amin(new int[0], false);
  }

  /** The greatest elements along {@code dim} and the first indices where they are; a NaN wins. */
  default WithIndices max(int dim) {
    return max(dim, false);
  }

  /** The greatest elements along {@code dim} and the first indices where they are; a NaN wins. */
  default WithIndices max(int dim, boolean keepdim) {
    return Reducing.extreme(true, (Tensor) this, dim, keepdim);
  }

  /** The least elements along {@code dim} and the first indices where they are; a NaN wins. */
  default WithIndices min(int dim) {
    return min(dim, false);
  }

  /** The least elements along {@code dim} and the first indices where they are; a NaN wins. */
  default WithIndices min(int dim, boolean keepdim) {
    return Reducing.extreme(false, (Tensor) this, dim, keepdim);
  }

  /** The greatest element; NaN if any is. Of nothing it is an error. */
  default Tensor amax(int... dims) {
    return amax(dims, false);
  }

  /** The greatest element; NaN if any is. Of nothing it is an error. */
  default Tensor amax(int[] dims, boolean keepdim) {
    return Reducing.reduce(Op.Reduction.MAX, (Tensor) this, dims, keepdim, 0);
  }

  /** The least element; NaN if any is. Of nothing it is an error. */
  default Tensor amin(int... dims) {
    return amin(dims, false);
  }

  /** The least element; NaN if any is. Of nothing it is an error. */
  default Tensor amin(int[] dims, boolean keepdim) {
    return Reducing.reduce(Op.Reduction.MIN, (Tensor) this, dims, keepdim, 0);
  }

  /** The first index of the greatest element, counted in row-major order over all; a NaN wins. */
  default Tensor argmax() {
    return Reducing.extremeIndex(true, (Tensor) this);
  }

  /** The first index of the greatest element along {@code dim}; a NaN wins. */
  default Tensor argmax(int dim) {
    return argmax(dim, false);
  }

  /** The first index of the greatest element along {@code dim}; a NaN wins. */
  default Tensor argmax(int dim, boolean keepdim) {
    return Reducing.extremeIndex(true, (Tensor) this, dim, keepdim);
  }

  /** The first index of the least element, counted in row-major order over all; a NaN wins. */
  default Tensor argmin() {
    return Reducing.extremeIndex(false, (Tensor) this);
  }

  /** The first index of the least element along {@code dim}; a NaN wins. */
  default Tensor argmin(int dim) {
    return argmin(dim, false);
  }

  /** The first index of the least element along {@code dim}; a NaN wins. */
  default Tensor argmin(int dim, boolean keepdim) {
    return Reducing.extremeIndex(false, (Tensor) this, dim, keepdim);
  }

  /** Whether any element is not zero, as BOOL; false of nothing. */
  default Tensor any(int... dims) {
    return any(dims, false);
  }

  /** Whether any element is not zero, as BOOL; false of nothing. */
  default Tensor any(int[] dims, boolean keepdim) {
    return Reducing.reduce(Op.Reduction.ANY, (Tensor) this, dims, keepdim, 0);
  }

  /** Whether no element is zero, as BOOL; true of nothing. */
  default Tensor all(int... dims) {
    return all(dims, false);
  }

  /** Whether no element is zero, as BOOL; true of nothing. */
  default Tensor all(int[] dims, boolean keepdim) {
    return Reducing.reduce(Op.Reduction.ALL, (Tensor) this, dims, keepdim, 0);
  }

  /** (sum |x|^2)^(1/2). Floating types only. */
  default Tensor norm(int... dims) {
    return norm(2, dims, false);
  }

  /**
   * (sum |x|^p)^(1/p). Floating types only.
   *
   * @param p 0 counts what is not zero; infinity gives the greatest |x|, minus infinity the least
   */
  default Tensor norm(double p, int[] dims, boolean keepdim) {
    return Reducing.reduce(Op.Reduction.NORM, (Tensor) this, dims, keepdim, p);
  }

  /** The variance with Bessel's correction. Floating types only. */
  default Tensor var(int... dims) {
    return var(1, dims, false);
  }

  /**
   * The sum of squared distances from the mean, over the count less {@code correction}. Floating
   * types only.
   */
  default Tensor var(int correction, int[] dims, boolean keepdim) {
    return Reducing.reduce(Op.Reduction.VAR, (Tensor) this, dims, keepdim, correction);
  }

  /** The standard deviation with Bessel's correction. Floating types only. */
  default Tensor std(int... dims) {
    return std(1, dims, false);
  }

  /** The square root of {@link #var(int, int[], boolean)}. Floating types only. */
  default Tensor std(int correction, int[] dims, boolean keepdim) {
    return Reducing.reduce(Op.Reduction.STD, (Tensor) this, dims, keepdim, correction);
  }

  /** Sums of all elements up to each along {@code dim}. Whole numbers and truth values give I64. */
  default Tensor cumsum(int dim) {
    return Reducing.cumsum((Tensor) this, dim);
  }

  /** e^x / sum e^x along {@code dim}. Floating types only. */
  default Tensor softmax(int dim) {
    return Reducing.softmax((Tensor) this, dim, false);
  }

  /** The logarithm of {@link #softmax}, accurate where that is near 0. Floating types only. */
  default Tensor logSoftmax(int dim) {
    return Reducing.softmax((Tensor) this, dim, true);
  }
}
