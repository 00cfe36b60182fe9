package anabranch.shape;

import java.util.Arrays;

/**
 * Where a tensor's elements lie in its storage: element {@code (i, j, ...)} is at {@code offset +
 * i*stride[0] + j*stride[1] + ...}, counted in elements. Immutable. All view operations are here
 * and touch no data. A stride is 0 where a size was expanded, and negative only in layouts made by
 * {@link #flip}, which the engine reads from but never hands out.
 */
public final class Layout {
  private final Shape shape;
  private final long[] strides;
  private final long offset;
  private final boolean contiguous;

  private Layout(Shape shape, long[] strides, long offset) {
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.contiguous = isDense(shape, strides);
  }

  /** The row-major layout of {@code shape} from offset 0. */
  public static Layout contiguous(Shape shape) {
    return new Layout(shape, denseStrides(shape), 0);
  }

  /**
   * A layout of any strides.
   *
   * @throws ShapeException if there is not one stride per dimension, or the offset is negative
   */
  public static Layout of(Shape shape, long[] strides, long offset) {
    if (strides.length != shape.rank() || offset < 0) {
      throw new ShapeException(
          "shape %s needs %d strides and an offset of 0 or more, got %s and %d"
              .formatted(shape, shape.rank(), Arrays.toString(strides), offset));
    }
    return new Layout(shape, strides.clone(), offset);
  }

  private static long[] denseStrides(Shape shape) {
    long[] strides = new long[shape.rank()];
    long step = 1;
    for (int d = strides.length - 1; d >= 0; d--) {
      strides[d] = step;
      step *= Math.max(shape.size(d), 1);
    }
    return strides;
  }

  private static boolean isDense(Shape shape, long[] strides) {
    if (shape.numel() == 0) {
      return true;
    }
    long step = 1;
    for (int d = strides.length - 1; d >= 0; d--) {
      long size = shape.size(d);
      if (size != 1 && strides[d] != step) {
        return false;
      }
      step *= size;
    }
    return true;
  }

  /** The sizes. */
  public Shape shape() {
    return shape;
  }

  /**
   * The stride of dimension {@code dim}, in elements; a negative {@code dim} counts from the end.
   */
  public long stride(int dim) {
    return strides[shape.dim(dim)];
  }

  /** A copy of the strides, in elements. */
  public long[] strides() {
    return strides.clone();
  }

  /** The position of the first element in the storage, in elements. */
  public long offset() {
    return offset;
  }

  /** Whether the elements follow each other in row-major order without holes. */
  public boolean isContiguous() {
    return contiguous;
  }

  /** The lowest position that an element has, or {@link #offset} when there is none. */
  public long low() {
    return offset + reach(-1);
  }

  /** One past the highest position that an element has, or {@link #offset} when there is none. */
  public long high() {
    return shape.numel() == 0 ? offset : offset + reach(1) + 1;
  }

  private long reach(int sign) {
    long reach = 0;
    if (shape.numel() == 0) {
      return 0;
    }
    for (int d = 0; d < strides.length; d++) {
      if (Long.signum(strides[d]) == sign) {
        reach += (shape.size(d) - 1) * strides[d];
      }
    }
    return reach;
  }

  /** Whether two different indices may name one element: a size above 1 with a stride of 0. */
  public boolean isExpanded() {
    for (int d = 0; d < strides.length; d++) {
      if (strides[d] == 0 && shape.size(d) > 1) {
        return true;
      }
    }
    return false;
  }

  /** The dimensions reordered: dimension {@code i} of the result is {@code dims[i]} of this. */
  public Layout permute(int... dims) {
    int rank = shape.rank();
    boolean[] seen = new boolean[rank];
    long[] sizes = new long[rank];
    long[] steps = new long[rank];
    if (dims.length != rank) {
      throw new ShapeException(
          "permute: %s names %d dimensions, the tensor of shape %s has %d"
              .formatted(Arrays.toString(dims), dims.length, shape, rank));
    }
    for (int i = 0; i < rank; i++) {
      int d = shape.dim("permute", dims[i]);
      if (seen[d]) {
        throw new ShapeException(
            "permute: dimension %d is named twice in %s".formatted(d, Arrays.toString(dims)));
      }
      seen[d] = true;
      sizes[i] = shape.size(d);
      steps[i] = strides[d];
    }
    return new Layout(Shape.of(sizes), steps, offset);
  }

  /** Dimensions {@code a} and {@code b} exchanged. */
  public Layout transpose(int a, int b) {
    int da = shape.dim("transpose", a);
    int db = shape.dim("transpose", b);
    if (shape.rank() == 0) {
      return this;
    }
    int[] dims = new int[shape.rank()];
    Arrays.setAll(dims, i -> i == da ? db : i == db ? da : i);
    return permute(dims);
  }

  /**
   * Broadcast to {@code target} with strides of 0. A size of -1 keeps this tensor's.
   *
   * @throws ShapeException if a size that is not 1 differs
   */
  public Layout expand(long... target) {
    int added = target.length - shape.rank();
    if (added < 0) {
      throw new ShapeException(
          "expand: the number of sizes provided (%d) must be greater or equal to the number of dimensions in the tensor (%d)"
              .formatted(target.length, shape.rank()));
    }
    long[] sizes = target.clone();
    long[] steps = new long[target.length];
    for (int d = 0; d < target.length; d++) {
      long own = d < added ? 1 : shape.size(d - added);
      if (sizes[d] == -1 && d >= added) {
        sizes[d] = own;
      }
      if (sizes[d] == -1) {
        throw new ShapeException(
            "expand: The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension %d. Target sizes: %s. Tensor sizes: %s"
                .formatted(d, Arrays.toString(target), shape));
      }
      if (sizes[d] != own && own != 1) {
        throw new ShapeException(
            "expand: The expanded size of the tensor (%d) must match the existing size (%d) at non-singleton dimension %d. Target sizes: %s. Tensor sizes: %s"
                .formatted(sizes[d], own, d, Arrays.toString(target), shape));
      }
      steps[d] = sizes[d] == own && d >= added ? strides[d - added] : 0;
    }
    return new Layout(Shape.of(sizes), steps, offset);
  }

  /** As {@link #expand(long...)}. */
  public Layout expand(Shape target) {
    return shape.equals(target) ? this : expand(target.sizes());
  }

  /**
   * Every {@code step}-th index of dimension {@code dim} from {@code start} up to, not including,
   * {@code end}. Negative ends count from the end, and both are clamped to the size, as in Python.
   *
   * @throws ShapeException if {@code step} is not positive
   */
  public Layout slice(int dim, long start, long end, long step) {
    int d = dimOf("slice", dim);
    if (step <= 0) {
      throw new ShapeException("slice: step must be greater than zero, got " + step);
    }
    long size = shape.size(d);
    long from = clamp(start, size);
    long to = Math.max(clamp(end, size), from);
    long[] steps = strides.clone();
    long count = (to - from) / step + ((to - from) % step == 0 ? 0 : 1);
    long at = offset + (count == 0 ? 0 : from * strides[d]);
    steps[d] = count > 1 ? strides[d] * step : strides[d];
    return new Layout(shape.with(d, count), steps, at);
  }

  private static long clamp(long index, long size) {
    return Math.clamp(index < 0 ? index + size : index, 0L, size);
  }

  private int dimOf(String op, int dim) {
    if (shape.rank() == 0) {
      throw new ShapeException(op + "() cannot be applied to a 0-dim tensor.");
    }
    return shape.dim(op, dim);
  }

  /**
   * Index {@code index} of dimension {@code dim}, without that dimension.
   *
   * @throws ShapeException if the index is outside -size ... size - 1
   */
  public Layout select(int dim, long index) {
    int d = dimOf("select", dim);
    long size = shape.size(d);
    if (index < -size || index >= size) {
      throw new ShapeException(
          "select: index %d is out of bounds for dimension %d with size %d; the shape is %s"
              .formatted(index, d, size, shape));
    }
    long at = index < 0 ? index + size : index;
    return new Layout(shape.without(d), drop(strides, d), offset + at * strides[d]);
  }

  private static long[] drop(long[] from, int at) {
    long[] kept = new long[from.length - 1];
    System.arraycopy(from, 0, kept, 0, at);
    System.arraycopy(from, at + 1, kept, at, kept.length - at);
    return kept;
  }

  /** Without dimension {@code dim} if its size is 1, else unchanged. */
  public Layout squeeze(int dim) {
    int d = shape.dim("squeeze", dim);
    if (shape.rank() == 0 || shape.size(d) != 1) {
      return this;
    }
    return new Layout(shape.without(d), drop(strides, d), offset);
  }

  /** Without any dimension of size 1. */
  public Layout squeeze() {
    Layout out = this;
    for (int d = shape.rank() - 1; d >= 0; d--) {
      out = out.squeeze(d);
    }
    return out;
  }

  /** With a new dimension of size 1 before {@code dim}; -1 appends it. */
  public Layout unsqueeze(int dim) {
    int rank = shape.rank();
    int d = Shape.wrap(dim, rank + 1);
    long[] sizes = new long[rank + 1];
    long[] steps = new long[rank + 1];
    for (int i = 0; i <= rank; i++) {
      int from = i < d ? i : i - 1;
      sizes[i] = i == d ? 1 : shape.size(from);
      steps[i] = i != d ? strides[from] : d < rank ? shape.size(d) * strides[d] : 1;
    }
    return new Layout(Shape.of(sizes), steps, offset);
  }

  /** With the order of the indices of {@code dims} turned round, by negative strides. */
  public Layout flip(int... dims) {
    long[] steps = strides.clone();
    boolean[] seen = new boolean[shape.rank()];
    long at = offset;
    for (int dim : dims) {
      int d = shape.dim("flip", dim);
      if (shape.rank() == 0) {
        continue;
      }
      if (seen[d]) {
        throw new ShapeException(
            "flip: dimension %d is named twice in %s".formatted(d, Arrays.toString(dims)));
      }
      seen[d] = true;
      at += Math.max(shape.size(d) - 1, 0) * strides[d];
      steps[d] = -strides[d];
    }
    return new Layout(shape, steps, at);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Layout other
        && offset == other.offset
        && shape.equals(other.shape)
        && Arrays.equals(strides, other.strides);
  }

  @Override
  public int hashCode() {
    return (shape.hashCode() * 31 + Arrays.hashCode(strides)) * 31 + Long.hashCode(offset);
  }

  @Override
  public String toString() {
    return "shape %s, strides %s, offset %d".formatted(shape, Arrays.toString(strides), offset);
  }
}
