package anabranch.nn;

import anabranch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A table of vectors: input of I64 indices [*], output [*, dim]; parameter {@code weight} [count,
 * dim], normal with deviation 1.
 */
public final class Embedding extends Module<Tensor, Tensor> {
  private final long count;
  private final long dim;
  private final @Nullable Long padding;
  private final Parameter weight;

  private Embedding(long count, long dim, @Nullable Long padding) {
    this.count = count;
    this.dim = dim;
    this.padding = padding;
    Tensor table = Init.normal(count, dim);
    if (padding != null) {
      try (Tensor row = table.select(0, padding)) {
        row.fill_(0);
      }
    }
    this.weight = parameter("weight", table);
  }

  /** {@code count} vectors of {@code dim} features, on the current device. */
  public static Embedding of(long count, long dim) {
    return new Embedding(count, dim, null);
  }

  /**
   * As {@link #of}; the vector at {@code padding}, which stands for nothing, is at first zeros.
   *
   * @param padding its index; a negative one counts from the end
   * @throws IllegalArgumentException if there is no such vector
   */
  public static Embedding withPadding(long count, long dim, long padding) {
    if (padding < -count || padding >= count) {
      throw new IllegalArgumentException(
          "Padding_idx must be within num_embeddings: expected it in -%d ... %d, got %d"
              .formatted(count, count - 1, padding));
    }
    return new Embedding(count, dim, padding < 0 ? padding + count : padding);
  }

  /**
   * Looks the vectors up.
   *
   * @throws anabranch.shape.ShapeException if an index is outside 0 ... count - 1
   * @throws anabranch.shape.DTypeException if the indices are not whole numbers
   */
  @Override
  protected Tensor forward(Tensor indices) {
    return weight.tensor().embedding(indices);
  }

  @Override
  protected String options() {
    return count + ", " + dim + (padding == null ? "" : ", padding_idx=" + padding);
  }
}
