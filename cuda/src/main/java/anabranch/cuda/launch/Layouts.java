package anabranch.cuda.launch;

import anabranch.shape.Layout;
import anabranch.shape.Shape;
import java.util.stream.IntStream;

/** Parts of layouts. Offsets are dropped: kernels begin at a view's first element. */
final class Layouts {
  private Layouts() {}

  /** The dimensions {@code dims}, in that order. */
  static Layout part(Layout of, int... dims) {
    long[] sizes = IntStream.of(dims).mapToLong(of.shape()::size).toArray();
    long[] strides = IntStream.of(dims).mapToLong(of::stride).toArray();
    return Layout.of(Shape.of(sizes), strides, 0);
  }

  /** The dimensions from {@code first} to before {@code end}. */
  static Layout range(Layout of, int first, int end) {
    return part(of, IntStream.range(first, end).toArray());
  }

  /** Without dimension {@code dim}; a scalar stays one. */
  static Layout without(Layout of, int dim) {
    return part(of, IntStream.range(0, of.shape().rank()).filter(d -> d != dim).toArray());
  }

  /** The size of {@code dim}; 1 for a scalar. */
  static long size(Layout of, int dim) {
    return of.shape().rank() == 0 ? 1 : of.shape().size(dim);
  }

  /** The stride of {@code dim}; 1 for a scalar. */
  static long stride(Layout of, int dim) {
    return of.shape().rank() == 0 ? 1 : of.stride(dim);
  }

  /** The least stride of a dimension that has one, or the greatest number. */
  static long leastStride(Layout of) {
    return IntStream.range(0, of.shape().rank())
        .filter(d -> of.shape().size(d) > 1 && of.stride(d) != 0)
        .mapToLong(d -> Math.abs(of.stride(d)))
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
