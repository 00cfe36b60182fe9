package anabranch.cuda.launch;

import anabranch.shape.Layout;
import anabranch.shape.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Sizes and strides of operands of one shape, as {@code Strided<N>} in index.cuh has them: without
 * dimensions of size 1, those joined that lie behind each other in all operands, innermost first.
 *
 * @param sizes the sizes that are left
 * @param strides per operand, per dimension
 * @param wide whether an index or an offset does not fit 31 bits
 */
@SuppressWarnings("ArrayRecordComponent") // read by launchers only, which write them to the device
public record Strided(long[] sizes, long[][] strides, boolean wide) {
  /** What the device's struct has room for. */
  public static final int MAX_DIMS = 16;

  /**
   * Of {@code layouts}, which have equal shapes; elements are numbered in row-major order.
   *
   * @throws IllegalArgumentException if more than {@link #MAX_DIMS} dimensions are left
   */
  public static Strided of(List<Layout> layouts) {
    return of(layouts, false);
  }

  /**
   * As {@link #of(List)}, but elements are numbered in the order in which the first operand has
   * them in memory: for kernels to which elements are all alike.
   *
   * @throws IllegalArgumentException if more than {@link #MAX_DIMS} dimensions are left
   */
  public static Strided inMemoryOrder(List<Layout> layouts) {
    return of(layouts, true);
  }

  private static Strided of(List<Layout> layouts, boolean inMemoryOrder) {
    Shape shape = layouts.getFirst().shape();
    if (areContiguous(layouts)) {
      return dense(shape.numel(), layouts.size());
    }
    int[] dims = dims(shape);
    if (inMemoryOrder) {
      sort(dims, layouts.getFirst());
    }
    long[] sizes = new long[dims.length];
    long[][] strides = new long[layouts.size()][dims.length];
    int count = 0;
    for (int dim : dims) {
      if (count > 0 && follows(layouts, dim, sizes[count - 1], strides, count - 1)) {
        sizes[count - 1] *= shape.size(dim);
        continue;
      }
      sizes[count] = shape.size(dim);
      for (int k = 0; k < strides.length; k++) {
        strides[k][count] = layouts.get(k).stride(dim);
      }
      count++;
    }
    return cut(layouts, sizes, strides, count);
  }

  private static boolean areContiguous(List<Layout> layouts) {
    for (Layout layout : layouts) {
      if (!layout.isContiguous()) {
        return false;
      }
    }
    return true;
  }

  /** Contiguous operands of {@code numel} elements. */
  private static Strided dense(long numel, int operands) {
    if (numel == 1) {
      return new Strided(new long[0], new long[operands][0], false);
    }
    long[][] strides = new long[operands][1];
    for (long[] stride : strides) {
      stride[0] = 1;
    }
    return new Strided(new long[] {numel}, strides, numel > Integer.MAX_VALUE);
  }

  /** The dimensions whose size is not 1, innermost first. */
  private static int[] dims(Shape shape) {
    int[] dims = new int[shape.rank()];
    int count = 0;
    for (int dim = shape.rank() - 1; dim >= 0; dim--) {
      if (shape.size(dim) != 1) {
        dims[count++] = dim;
      }
    }
    return Arrays.copyOf(dims, count);
  }

  /** By stride, the smallest first; equal ones stay as they are. */
  private static void sort(int[] dims, Layout layout) {
    for (int i = 1; i < dims.length; i++) {
      int dim = dims[i];
      int at = i;
      for (; at > 0 && Math.abs(layout.stride(dims[at - 1])) > Math.abs(layout.stride(dim)); at--) {
        dims[at] = dims[at - 1];
      }
      dims[at] = dim;
    }
  }

  /** Whether {@code dim} continues dimension {@code at}, of that size and strides, everywhere. */
  private static boolean follows(
      List<Layout> layouts, int dim, long size, long[][] strides, int at) {
    for (int k = 0; k < strides.length; k++) {
      if (layouts.get(k).stride(dim) != size * strides[k][at]) {
        return false;
      }
    }
    return true;
  }

  private static Strided cut(List<Layout> layouts, long[] sizes, long[][] strides, int count) {
    if (count > MAX_DIMS) {
      throw new IllegalArgumentException(
          "kernels take at most %d dimensions that cannot be joined, but %s has %d with strides %s"
              .formatted(
                  MAX_DIMS,
                  layouts.getFirst().shape(),
                  count,
                  layouts.stream().map(l -> Arrays.toString(l.strides())).toList()));
    }
    boolean wide = false;
    for (Layout layout : layouts) {
      wide |= layout.shape().numel() > Integer.MAX_VALUE;
      wide |= layout.high() - layout.low() > Integer.MAX_VALUE;
    }
    for (int k = 0; k < strides.length; k++) {
      strides[k] = Arrays.copyOf(strides[k], count);
    }
    return new Strided(Arrays.copyOf(sizes, count), strides, wide);
  }

  /** Whether all operands are one contiguous run of elements. */
  public boolean isContiguous() {
    if (sizes.length > 1) {
      return false;
    }
    for (long[] stride : strides) {
      if (stride.length == 1 && stride[0] != 1) {
        return false;
      }
    }
    return true;
  }
}
