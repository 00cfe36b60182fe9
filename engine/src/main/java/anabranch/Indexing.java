package anabranch;

/**
 * Elements picked or written by a tensor of indices (I64; I32 where a whole slice is picked).
 * Indices are not negative here.
 *
 * <p>All throw {@link anabranch.shape.DTypeException} if the indices are not whole numbers, and
 * {@link anabranch.shape.ShapeException} if shapes do not fit or an index is not there: at once,
 * or, on devices that know it only later, at a call that waits.
 */
public sealed interface Indexing permits Tensor {
  /** The slices at {@code index}, of one dimension, along {@code dim}. */
  default Tensor indexSelect(int dim, Tensor index) {
    return Scatters.select((Tensor) this, dim, index);
  }

  /** Row {@code index[i]...} of this matrix for each index: [N, D] with [...] gives [..., D]. */
  default Tensor embedding(Tensor index) {
    return Scatters.embedding((Tensor) this, index);
  }

  /** {@code out[i][j] = this[index[i][j]][j]} for dim 0, and so on. */
  default Tensor gather(int dim, Tensor index) {
    return Scatters.gather((Tensor) this, dim, index);
  }

  /**
   * A copy of this with {@code out[index[i][j]][j] = source[i][j]} for dim 0, and so on; of several
   * writes to one place the last stands.
   */
  default Tensor scatter(int dim, Tensor index, Tensor source) {
    return Scatters.scatter((Tensor) this, dim, index, source, false);
  }

  /** A copy of this with {@code out[index[i][j]][j] = value} for dim 0, and so on. */
  default Tensor scatter(int dim, Tensor index, Number value) {
    return Scatters.scatter((Tensor) this, dim, index, value);
  }

  /** A copy of this with {@code out[index[i][j]][j] += source[i][j]} for dim 0, and so on. */
  default Tensor scatterAdd(int dim, Tensor index, Tensor source) {
    return Scatters.scatter((Tensor) this, dim, index, source, true);
  }
}
