package anabranch;

/** Elements in order. NaN counts as the greatest; equal elements keep their order. */
public sealed interface Ordering permits Tensor {
  /** All elements along {@code dim} in order, and where they were. */
  default WithIndices sort(int dim, boolean descending) {
    return Reducing.sort((Tensor) this, dim, descending);
  }

  /** All elements along {@code dim} from the least to the greatest, and where they were. */
  default WithIndices sort(int dim) {
    return sort(dim, false);
  }

  /** The indices that put the elements along {@code dim} in order. */
  default Tensor argsort(int dim, boolean descending) {
    WithIndices sorted = sort(dim, descending);
    sorted.values().close();
    return sorted.indices();
  }

  /**
   * The {@code k} greatest (or least) elements along {@code dim}, in order, and where they were.
   */
  default WithIndices topk(long k, int dim, boolean largest) {
    return Reducing.topK((Tensor) this, k, dim, largest);
  }

  /** The {@code k} greatest elements along the last dimension, in order, and where they were. */
  default WithIndices topk(long k) {
    return topk(k, -1, true);
  }
}
