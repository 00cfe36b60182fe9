package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * {@code out = alpha a b + beta c} in float. Every element is one chain of fused multiply-adds in
 * ascending depth, however the work is cut.
 *
 * @param rows of a, c and out
 * @param columns of b, c and out
 * @param depth columns of a, rows of b; 0 leaves beta c
 * @param alpha factor of the product
 * @param a [rows, depth]
 * @param b [depth, columns]
 * @param beta factor of c; 0 leaves c unread
 * @param c [rows, columns]; a row stride of 0 makes it a bias
 * @param out [rows, columns], written; overlaps no input
 */
public record Product(
    int rows,
    int columns,
    int depth,
    float alpha,
    Strided a,
    Strided b,
    float beta,
    @Nullable Strided c,
    Strided out) {
  /** Whether c is where the sums begin, and nothing is left to do at their end. */
  boolean startsFromC() {
    return alpha == 1 && beta == 1 && c != null;
  }

  /** out = a b. */
  public static Product of(int rows, int columns, int depth, Strided a, Strided b, Strided out) {
    return new Product(rows, columns, depth, 1, a, b, 0, null, out);
  }

  /** The same with the roles of a and b exchanged: as many operations, in the same order. */
  Product transposed() {
    return new Product(
        columns,
        rows,
        depth,
        alpha,
        b.transposed(),
        a.transposed(),
        beta,
        c == null ? null : c.transposed(),
        out.transposed());
  }

  /** Some of the columns. */
  Product ofColumns(int first, int count) {
    Strided addend = c == null ? null : c.from(0, first);
    return new Product(
        rows, count, depth, alpha, a, b.from(0, first), beta, addend, out.from(0, first));
  }

  /** Computes it. */
  public void run(Compute compute) {
    boolean tall = columns < compute.kernels().panel() / 2 && columns < rows;
    Product product = tall ? transposed() : this;
    new Gemm(compute, product, null).run();
  }

  /**
   * Computes it with b as packed before.
   *
   * @throws IllegalArgumentException if the sizes of {@code packed} are not those of b
   */
  public void run(Compute compute, PackedPanels packed) {
    if (packed.depth() != depth || packed.columns() != columns) {
      throw new IllegalArgumentException(
          "packed [%d, %d], need [%d, %d]"
              .formatted(packed.depth(), packed.columns(), depth, columns));
    }
    new Gemm(compute, this, packed).run();
  }

  /** Moves the finished sums of some rows and columns to where they belong. */
  void finish(FloatKernels kernels, MemorySegment sums, int row, int count, int column, int width) {
    Strided target = out.from(row, column);
    int panel = kernels.panel();
    if (startsFromC() || (alpha == 1 && beta == 0)) {
      Unpacking.rows(kernels, sums, 0, 4L * panel, count, width, target);
      return;
    }
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) {
        float value = alpha * Native.get(sums, 4 * ((long) i * panel + j));
        if (c != null && beta != 0) {
          value = Math.fma(beta, c.get(row + i, column + j), value);
        }
        target.set(i, j, value);
      }
    }
  }
}
