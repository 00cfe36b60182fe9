package anabranch.tck;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.Shape;
import java.util.Arrays;
import java.util.function.Function;

/** How a tensor of a given shape may lie in its storage. */
enum Form {
  /** Row-major, without gaps. */
  DENSE,
  /** All dimensions in reverse order. */
  TRANSPOSED,
  /** Every second element of a larger last dimension, from the second. */
  STEPPED,
  /** Inside a larger tensor, whose first dimension begins earlier. */
  OFFSET;

  /**
   * A tensor of {@code shape} in this form, of elements that {@code source} makes for any shape.
   */
  Tensor make(Shape shape, Function<Shape, Tensor> source) {
    if (shape.rank() == 0) {
      return this == DENSE ? source.apply(shape) : source.apply(Shape.of(3)).select(0, 1);
    }
    int rank = shape.rank();
    return switch (this) {
      case DENSE -> source.apply(shape);
      case TRANSPOSED -> {
        int[] reversed = new int[rank];
        Arrays.setAll(reversed, d -> rank - 1 - d);
        long[] sizes = new long[rank];
        Arrays.setAll(sizes, d -> shape.size(rank - 1 - d));
        yield source.apply(Shape.of(sizes)).permute(reversed);
      }
      case STEPPED -> {
        long last = shape.size(-1);
        yield source.apply(shape.with(-1, 2 * last + 1)).slice(-1, 1, 2 * last + 1, 2);
      }
      case OFFSET -> {
        long first = shape.size(0);
        yield source.apply(shape.with(0, first + 2)).narrow(0, 2, first);
      }
    };
  }

  /** The same elements in this form. */
  Tensor of(Tensor x) {
    Tensor copy = make(x.shape(), shape -> Tensors.zeros(x.device(), x.dtype(), shape.sizes()));
    return copy.copy_(x);
  }
}
