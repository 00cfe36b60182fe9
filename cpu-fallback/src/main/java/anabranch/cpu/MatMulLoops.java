package anabranch.cpu;

import anabranch.cpu.kernel.Compute;
import anabranch.cpu.kernel.PackedPanels;
import anabranch.cpu.kernel.Product;
import anabranch.cpu.kernel.Strided;
import anabranch.op.Op;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.View;
import anabranch.spi.Workers;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batches of matrix products: by the kernels where they compute in the type, else by plain loops.
 */
final class MatMulLoops {
  /** Multiply-adds of a product from which on it is cut itself, rather than the batch. */
  private static final long LARGE = 4_000_000;

  private MatMulLoops() {}

  /**
   * The product.
   *
   * @param weights b as it was given
   * @param c null if beta is 0
   */
  static void matMul(
      Kernels kernels,
      Workers workers,
      Op.MatMul op,
      View weights,
      Operand out,
      Operand a,
      Operand b,
      @Nullable Operand c) {
    if (out.numel() == 0) {
      return;
    }
    Batch batch = Batch.of(op, out, a, b, c);
    if (!Matrices.isFast(out.dtype()) || !batch.fits()) {
      PlainProduct.matMul(workers, op, out, a, b, c);
    } else if (op.weights() && isOne(b.layout())) {
      packed(kernels, workers, batch, weights);
    } else {
      batch.run(kernels, workers, Product::run);
    }
  }

  /** Whether all of a batch is one matrix. */
  private static boolean isOne(Layout layout) {
    for (int d = 0; d < layout.shape().rank() - 2; d++) {
      if (layout.shape().size(d) != 1 && layout.stride(d) != 0) {
        return false;
      }
    }
    return true;
  }

  private static void packed(Kernels kernels, Workers workers, Batch batch, View weights) {
    Layout layout = weights.layout();
    long[] strides = {layout.stride(-2), layout.stride(-1)};
    Layout matrix = Layout.of(Shape.of(batch.depth, batch.columns), strides, layout.offset());
    Strided source = Matrices.at(batch.b, layout.offset());
    kernels.withPacked(
        List.of(new View(weights.buffer(), weights.dtype(), matrix)),
        "matmul",
        PackedPanels.class,
        compute -> PackedPanels.of(compute, source, (int) batch.depth, (int) batch.columns),
        PackedPanels::close,
        panels -> batch.run(kernels, workers, (product, compute) -> product.run(compute, panels)));
  }

  /** Computes one product. */
  private interface Step {
    void run(Product product, Compute compute);
  }

  /** Products of one size. */
  private record Batch(
      Op.MatMul op,
      Operand out,
      Operand a,
      Operand b,
      @Nullable Operand c,
      long rows,
      long columns,
      long depth) {
    static Batch of(Op.MatMul op, Operand out, Operand a, Operand b, @Nullable Operand c) {
      Batch batch = sized(op, out, a, b, c);
      Batch flat = isOne(b.layout()) ? batch.flattened() : null;
      return flat == null ? batch : flat;
    }

    private static Batch sized(
        Op.MatMul op, Operand out, Operand a, Operand b, @Nullable Operand c) {
      Shape shape = out.layout().shape();
      long depth = a.layout().shape().size(-1);
      return new Batch(op, out, a, b, c, shape.size(-2), shape.size(-1), depth);
    }

    /** As one product of all rows with b; null if the rows of an operand have no common stride. */
    private @Nullable Batch flattened() {
      Operand flatOut = flat(out);
      Operand flatA = flat(a);
      Operand flatC = c == null ? null : flat(c);
      if (flatOut == null || flatA == null || (c != null && flatC == null)) {
        return null;
      }
      long[] strides = {b.layout().stride(-2), b.layout().stride(-1)};
      Operand flatB = b.with(Layout.of(Shape.of(depth, columns), strides, b.layout().offset()));
      Batch flat = sized(op, flatOut, flatA, flatB, flatC);
      return flat.fits() ? flat : null;
    }

    private static @Nullable Operand flat(Operand of) {
      Layout layout = of.layout();
      Walk rows = Walk.of(leading(layout, 1));
      if (rows.loops() > 1) {
        return null;
      }
      Shape shape = Shape.of(rows.size(0), layout.shape().size(-1));
      long[] strides = {rows.stride(0), layout.stride(-1)};
      return of.with(Layout.of(shape, strides, layout.offset()));
    }

    /** Without the last {@code dropped} dimensions. */
    private static Layout leading(Layout layout, int dropped) {
      int rank = layout.shape().rank() - dropped;
      long[] sizes = Arrays.copyOf(layout.shape().sizes(), rank);
      long[] strides = Arrays.copyOf(layout.strides(), rank);
      return Layout.of(Shape.of(sizes), strides, layout.offset());
    }

    /** Whether the kernels can count its sizes. */
    boolean fits() {
      return Math.max(Math.max(rows, columns), depth) <= Integer.MAX_VALUE;
    }

    void run(Kernels kernels, Workers workers, Step step) {
      long count = out.numel() / rows / columns;
      long work = Math.multiplyHigh(rows * columns, depth) == 0 ? rows * columns * depth : LARGE;
      if (count > 1 && work < LARGE) {
        Slices.run(workers, count, work / 8, (start, n) -> run(start, n, kernels.alone(), step));
      } else {
        run(0, count, kernels.compute(), step);
      }
    }

    private void run(long start, long count, Compute compute, Step step) {
      Cursor outs = cursor(out, start);
      Cursor lefts = cursor(a, start);
      Cursor rights = cursor(b, start);
      Cursor addends = c == null ? outs : cursor(c, start);
      for (long i = 0; i < count; i++) {
        Strided addend = c == null ? null : Matrices.at(c, addends.position());
        Product product =
            new Product(
                (int) rows,
                (int) columns,
                (int) depth,
                (float) op.alpha(),
                Matrices.at(a, lefts.position()),
                Matrices.at(b, rights.position()),
                (float) op.beta(),
                addend,
                Matrices.at(out, outs.position()));
        step.run(product, compute);
        outs.advance(1);
        lefts.advance(1);
        rights.advance(1);
        if (c != null) {
          addends.advance(1);
        }
      }
    }

    private static Cursor cursor(Operand of, long start) {
      return new Cursor(of, Walk.of(leading(of.layout(), 2)), start);
    }
  }
}
