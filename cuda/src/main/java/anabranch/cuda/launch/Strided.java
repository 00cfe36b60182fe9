package anabranch.cuda.launch;

import anabranch.shape.Layout;
import java.util.List;

/**
 * Sizes and strides of operands of one shape, as {@code Strided<N>} in index.cuh has them: without
 * dimensions of size 1, those joined that lie behind each other in all operands, innermost first.
 *
 * @param sizes the sizes that are left
 * @param strides per operand, per dimension
 * @param wide whether an index or an offset does not fit 31 bits
 */
public record Strided(long[] sizes, long[][] strides, boolean wide) {
  /** What the device's struct has room for. */
  public static final int MAX_DIMS = 16;

  /**
   * Of {@code layouts}, which have equal shapes.
   *
   * @throws IllegalArgumentException if more than {@link #MAX_DIMS} dimensions are left
   */
  public static Strided of(List<Layout> layouts) {
    throw new UnsupportedOperationException();
  }

  /** Whether all operands are one contiguous run of elements. */
  public boolean isContiguous() {
    throw new UnsupportedOperationException();
  }
}
