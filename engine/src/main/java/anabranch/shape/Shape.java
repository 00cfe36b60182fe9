package anabranch.shape;

import java.util.Arrays;

/** The sizes of a tensor's dimensions, outermost first. Immutable; a scalar has rank 0. */
public final class Shape {
  /** The most dimensions a tensor may have, as in PyTorch. */
  public static final int MAX_RANK = 64;

  /** The shape of a single element without dimensions. */
  public static final Shape SCALAR = new Shape(new long[0]);

  private final long[] sizes;
  private final long numel;

  private Shape(long[] sizes) {
    this.sizes = sizes;
    this.numel = product(sizes);
  }

  /**
   * The shape of these sizes.
   *
   * @throws ShapeException if a size is negative, there are more than {@value #MAX_RANK} of them,
   *     or the number of elements passes 2^63 - 1
   */
  public static Shape of(long... sizes) {
    if (sizes.length == 0) {
      return SCALAR;
    }
    if (sizes.length > MAX_RANK) {
      throw new ShapeException(
          "a tensor has at most " + MAX_RANK + " dimensions, got " + sizes.length);
    }
    for (long size : sizes) {
      if (size < 0) {
        throw new ShapeException(
            "sizes must not be negative, got " + Arrays.toString(sizes) + ": " + size);
      }
    }
    return new Shape(sizes.clone());
  }

  private static long product(long[] sizes) {
    for (long size : sizes) {
      if (size == 0) {
        return 0;
      }
    }
    long n = 1;
    for (long size : sizes) {
      if (Math.multiplyHigh(n, size) != 0 || n * size < 0) {
        throw new ShapeException(
            "the number of elements of shape " + Arrays.toString(sizes) + " exceeds 2^63 - 1");
      }
      n *= size;
    }
    return n;
  }

  /** The number of dimensions. */
  public int rank() {
    return sizes.length;
  }

  /** The number of elements: the product of the sizes, 1 for a scalar. */
  public long numel() {
    return numel;
  }

  /**
   * The size of dimension {@code dim}; a negative one counts from the end.
   *
   * @throws ShapeException if there is no such dimension
   */
  public long size(int dim) {
    return sizes[dim(dim)];
  }

  /** A copy of the sizes. */
  public long[] sizes() {
    return sizes.clone();
  }

  /**
   * {@code dim} counted from the front: {@code dim + rank} if negative. A scalar takes 0 and -1, as
   * in PyTorch.
   *
   * @throws ShapeException if it is outside -rank ... rank - 1
   */
  public int dim(int dim) {
    return wrap(dim, rank());
  }

  /** As {@link #dim(int)}; the message also names the operation {@code op} and this shape. */
  public int dim(String op, int dim) {
    try {
      return wrap(dim, rank());
    } catch (ShapeException e) {
      throw new ShapeException(op + ": " + e.getMessage() + "; the shape is " + this);
    }
  }

  /** As {@link #dim(int)} for a tensor of {@code rank} dimensions. */
  public static int wrap(int dim, int rank) {
    int span = Math.max(rank, 1);
    if (dim < -span || dim >= span) {
      throw new ShapeException(
          "Dimension out of range (expected to be in range of [%d, %d], but got %d)"
              .formatted(-span, span - 1, dim));
    }
    return dim < 0 ? dim + span : dim;
  }

  /** This shape with dimension {@code dim} of size {@code size}. */
  public Shape with(int dim, long size) {
    long[] s = sizes.clone();
    s[dim(dim)] = size;
    return of(s);
  }

  /** This shape without dimension {@code dim}. */
  public Shape without(int dim) {
    int at = dim(dim);
    long[] s = new long[sizes.length - 1];
    System.arraycopy(sizes, 0, s, 0, at);
    System.arraycopy(sizes, at + 1, s, at, s.length - at);
    return of(s);
  }

  /**
   * The shape that both broadcast to: sizes are aligned at the end, and a size of 1 stretches.
   *
   * @throws ShapeException naming the first dimension that does not fit, in PyTorch's words
   */
  public static Shape broadcast(Shape a, Shape b) {
    if (a.equals(b)) {
      return a;
    }
    int rank = Math.max(a.rank(), b.rank());
    long[] s = new long[rank];
    for (int i = rank - 1; i >= 0; i--) {
      int ia = i - (rank - a.rank());
      int ib = i - (rank - b.rank());
      long sa = ia < 0 ? 1 : a.sizes[ia];
      long sb = ib < 0 ? 1 : b.sizes[ib];
      if (sa != sb && sa != 1 && sb != 1) {
        throw new ShapeException(
            "The size of tensor a (%d) must match the size of tensor b (%d) at non-singleton dimension %d"
                .formatted(sa, sb, i));
      }
      s[i] = sa == 1 ? sb : sa;
    }
    return of(s);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape other && Arrays.equals(sizes, other.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** The sizes as PyTorch prints them, for example {@code [2, 3]}. */
  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
