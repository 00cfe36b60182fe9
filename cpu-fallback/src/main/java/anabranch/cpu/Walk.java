package anabranch.cpu;

import anabranch.shape.Layout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A layout as nested loops, outermost first, with as few of them as say the same: sizes of 1 are
 * left out, and neighbours that one stride can describe are one loop. Has at least one loop.
 */
final class Walk {
  private final long offset;
  private final long[] sizes;
  private final long[] strides;

  private Walk(long offset, long[] sizes, long[] strides) {
    this.offset = offset;
    this.sizes = sizes;
    this.strides = strides;
  }

  /** The elements in row-major order. */
  static Walk of(Layout layout) {
    return of(layout, null);
  }

  /** The elements in row-major order of the dimensions {@code order}; null for their own. */
  static Walk of(Layout layout, int @Nullable [] order) {
    long numel = layout.shape().numel();
    if (layout.isContiguous() && order == null) {
      return new Walk(layout.offset(), new long[] {numel}, new long[] {1});
    }
    int rank = layout.shape().rank();
    long[] sizes = new long[rank + 1];
    long[] strides = new long[rank + 1];
    int loops = 0;
    for (int i = 0; i < rank; i++) {
      int d = order == null ? i : order[i];
      long size = layout.shape().size(d);
      long stride = layout.stride(d);
      if (size == 1) {
        continue;
      }
      if (loops > 0 && strides[loops - 1] == stride * size) {
        sizes[loops - 1] *= size;
        strides[loops - 1] = stride;
      } else {
        sizes[loops] = size;
        strides[loops] = stride;
        loops++;
      }
    }
    if (loops == 0) {
      return new Walk(layout.offset(), new long[] {numel}, new long[] {1});
    }
    return new Walk(layout.offset(), Arrays.copyOf(sizes, loops), Arrays.copyOf(strides, loops));
  }

  long offset() {
    return offset;
  }

  int loops() {
    return sizes.length;
  }

  long size(int loop) {
    return sizes[loop];
  }

  long stride(int loop) {
    return strides[loop];
  }
}
