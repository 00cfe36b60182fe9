package anabranch.cuda.launch;

import anabranch.cuda.driver.Gemm;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.List;

/** Products by cuBLAS of matrices of real numbers, and what has to be done around them. */
final class Products {
  private final KernelSet scale;

  Products(Kernels kernels) {
    scale = new KernelSet(kernels, "matmul", "scale");
  }

  /**
   * A batch of products.
   *
   * @param count how many
   * @param a elements from one a to the next; 0 repeats one
   * @param b the same for b
   * @param out the same for the output
   */
  record Batch(int count, long a, long b, long out) {
    /** A single product. */
    static final Batch ONE = new Batch(1, 0, 0, 0);
  }

  /** out = a @ b. */
  void multiply(Launcher launcher, Matrix a, Matrix b, Matrix out) {
    multiply(launcher, 1, a, b, 0, out, Batch.ONE);
  }

  /** out = a @ b + out. */
  void accumulate(Launcher launcher, Matrix a, Matrix b, Matrix out) {
    multiply(launcher, 1, a, b, 1, out, Batch.ONE);
  }

  /**
   * out = alpha * a @ b + beta * out, for matrices that fit.
   *
   * @throws ShapeException if a size does not fit 32 bits
   */
  void multiply(
      Launcher launcher, double alpha, Matrix a, Matrix b, double beta, Matrix out, Batch batch) {
    if (out.rows() == 0 || out.columns() == 0 || batch.count() == 0) {
      return;
    }
    if (Math.max(Math.max(out.rows(), out.columns()), a.columns()) > Integer.MAX_VALUE) {
      throw new ShapeException(
          "matmul: cuBLAS counts in 32 bits, got matrices of %dx%d and %dx%d"
              .formatted(a.rows(), a.columns(), b.rows(), b.columns()));
    }
    if (a.columns() == 0) {
      scale(launcher, beta, many(out, batch), many(out, batch));
      return;
    }
    // the output has to lie by columns: if it lies by rows, out' = b' a'
    boolean byRows = !out.isByColumns();
    Matrix left = byRows ? b.transposed() : a;
    Matrix right = byRows ? a.transposed() : b;
    Matrix target = byRows ? out.transposed() : out;
    launcher.gemm(
        new Gemm(
            out.dtype(),
            !left.isByColumns(),
            !right.isByColumns(),
            (int) target.rows(),
            (int) target.columns(),
            (int) a.columns(),
            alpha,
            beta,
            left.told(byRows ? batch.b() : batch.a()),
            right.told(byRows ? batch.a() : batch.b()),
            target.told(batch.out()),
            batch.count()));
  }

  private static Operand many(Matrix out, Batch batch) {
    Shape shape = Shape.of(batch.count(), out.rows(), out.columns());
    long[] strides = {batch.out(), out.rowStride(), out.columnStride()};
    return new Operand(out.dtype(), out.address(), Layout.of(shape, strides, 0));
  }

  /** target = source, of one shape. */
  void copy(Launcher launcher, Operand source, Operand target) {
    scale(launcher, 1, source, target);
  }

  /** Sets all elements to 0. */
  void clear(Launcher launcher, Operand target) {
    scale(launcher, 0, target, target);
  }

  /** target = factor * source, where 0 times anything is 0. */
  void scale(Launcher launcher, double factor, Operand source, Operand target) {
    long count = target.layout().shape().numel();
    if (count == 0) {
      return;
    }
    launcher
        .begin(scale.of(target.dtype()))
        .pointer(source.address())
        .pointer(target.address())
        .strided(Strided.of(List.of(target.layout(), source.layout())))
        .i64(count)
        .f64(factor)
        .launchOver(count);
  }

  /** The matrix, or a dense copy of it if it does not fit. */
  Matrix fitting(Workspace workspace, Matrix matrix) {
    if (matrix.fits()) {
      return matrix;
    }
    long bytes = matrix.rows() * matrix.columns() * matrix.dtype().byteSize();
    Matrix dense =
        Matrix.dense(matrix.dtype(), workspace.allocate(bytes), matrix.rows(), matrix.columns());
    copy(workspace.launcher(), matrix.operand(), dense.operand());
    return dense;
  }
}
