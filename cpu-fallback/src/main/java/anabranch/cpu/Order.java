package anabranch.cpu;

import anabranch.shape.Layout;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** In which order of the dimensions an operation whose result does not depend on it runs. */
final class Order {
  private Order() {}

  /**
   * By falling strides of the output, so that it is written front to back; null for the order it
   * has.
   */
  static int @Nullable [] of(Layout output) {
    return output.isContiguous() ? null : of(List.of(output));
  }

  /** By falling strides of the first layout, ties by the next. */
  static int @Nullable [] of(List<Layout> layouts) {
    if (falls(layouts.getFirst())) {
      return null;
    }
    int rank = layouts.getFirst().shape().rank();
    Comparator<Integer> order = byFallingStride(layouts.getFirst());
    for (Layout layout : layouts.subList(1, layouts.size())) {
      order = order.thenComparing(byFallingStride(layout));
    }
    int[] dims = IntStream.range(0, rank).boxed().sorted(order).mapToInt(d -> d).toArray();
    return IntStream.range(0, rank).allMatch(i -> dims[i] == i) ? null : dims;
  }

  /** Whether each stride is less than the one before, so that there is nothing to sort. */
  private static boolean falls(Layout layout) {
    for (int d = 1; d < layout.shape().rank(); d++) {
      if (Math.abs(layout.stride(d)) >= Math.abs(layout.stride(d - 1))) {
        return false;
      }
    }
    return true;
  }

  private static Comparator<Integer> byFallingStride(Layout layout) {
    return Comparator.comparingLong(d -> -Math.abs(layout.stride(d)));
  }
}
