package anabranch.shape;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How a layout takes another shape of as many elements, without moving any where that can be. */
public final class Reshape {
  private Reshape() {}

  /**
   * The shape that {@code sizes} ask for: at most one may be -1, which stands for what is left.
   *
   * @throws ShapeException if the numbers of elements differ
   */
  public static Shape infer(Shape from, long... sizes) {
    int free = -1;
    long known = 1;
    for (int d = 0; d < sizes.length; d++) {
      if (sizes[d] == -1 && free < 0) {
        free = d;
      } else if (sizes[d] < 0) {
        throw new ShapeException(
            sizes[d] == -1
                ? "only one dimension can be inferred, got " + Arrays.toString(sizes)
                : "invalid shape dimension " + sizes[d] + " in " + Arrays.toString(sizes));
      } else {
        known = saturated(known, sizes[d]);
      }
    }
    if (free >= 0 && known == 0 && from.numel() == 0) {
      throw new ShapeException(
          "cannot reshape tensor of 0 elements into shape %s because the unspecified dimension size -1 can be any value and is ambiguous"
              .formatted(Arrays.toString(sizes)));
    }
    boolean fits = free < 0 ? known == from.numel() : known != 0 && from.numel() % known == 0;
    if (!fits) {
      throw new ShapeException(
          "reshape: shape '%s' is invalid for input of size %d (its shape is %s)"
              .formatted(Arrays.toString(sizes), from.numel(), from));
    }
    if (free < 0) {
      return Shape.of(sizes);
    }
    long[] filled = sizes.clone();
    filled[free] = from.numel() / known;
    return Shape.of(filled);
  }

  /** The product, or the greatest number where it is greater: no tensor has as many elements. */
  private static long saturated(long product, long size) {
    return Math.multiplyHigh(product, size) == 0 && product * size >= 0
        ? product * size
        : Long.MAX_VALUE;
  }

  /** {@code layout} as a view of shape {@code to}, or null if its elements would have to move. */
  public static @Nullable Layout view(Layout layout, Shape to) {
    Shape from = layout.shape();
    if (from.equals(to)) {
      return layout;
    }
    if (layout.isContiguous()) {
      return Layout.of(to, Layout.contiguous(to).strides(), layout.offset());
    }
    long[] strides = new long[to.rank()];
    int next = to.rank() - 1;
    long left = 1;
    long chunkStride = from.rank() == 0 ? 1 : layout.stride(-1);
    long seen = 1;
    for (int d = from.rank() - 1; d >= 0; d--) {
      seen *= from.size(d);
      boolean chunkEnds =
          d == 0 || (from.size(d - 1) != 1 && layout.stride(d - 1) != seen * chunkStride);
      if (!chunkEnds) {
        continue;
      }
      while (next >= 0 && (left < seen || to.size(next) == 1)) {
        strides[next] = left * chunkStride;
        left *= to.size(next);
        next--;
      }
      if (left != seen) {
        return null;
      }
      if (d > 0) {
        chunkStride = layout.stride(d - 1);
        left = 1;
        seen = 1;
      }
    }
    return next < 0 ? Layout.of(to, strides, layout.offset()) : null;
  }
}
