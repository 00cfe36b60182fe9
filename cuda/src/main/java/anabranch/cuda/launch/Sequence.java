package anabranch.cuda.launch;

import anabranch.shape.Layout;
import java.util.List;

/** What recurrent layers share: the products of all steps' inputs, and how time runs. */
final class Sequence {
  /** The most memory for the products of inputs, unless one step needs more. */
  private static final long LARGEST = 256L << 20;

  private final Products products;
  private final Workspace workspace;
  private final Operand x;
  private final Matrix weight;
  private final boolean reverse;
  private final long steps;
  private final long batch;

  /**
   * The steps of {@code x} [T, B, I].
   *
   * @param weight [G, I]
   * @param reverse whether time runs backwards
   */
  Sequence(Products products, Workspace workspace, Operand x, Matrix weight, boolean reverse) {
    this.products = products;
    this.workspace = workspace;
    this.x = isUsable(x) ? x : dense(products, workspace, x);
    this.weight = products.fitting(workspace, weight).transposed();
    this.reverse = reverse;
    this.steps = x.layout().shape().size(0);
    this.batch = x.layout().shape().size(1);
  }

  /** Whether each step is a matrix as it lies. */
  private static boolean isUsable(Operand x) {
    return x.matrix().fits();
  }

  private static Operand dense(Products products, Workspace workspace, Operand x) {
    long bytes = x.layout().shape().numel() * x.dtype().byteSize();
    Layout layout = Layout.contiguous(x.layout().shape());
    Operand copy = new Operand(x.dtype(), workspace.allocate(bytes), layout);
    products.copy(workspace.launcher(), x, copy);
    return copy;
  }

  /** What happens at a step. */
  interface Step {
    /**
     * Runs it.
     *
     * @param number 0 for the first that happens
     * @param time its index in x
     * @param projected the product of its input, [B, G], dense
     */
    void run(long number, long time, Matrix projected);
  }

  /** Runs all steps, each after the products of its input were enqueued, many steps at a time. */
  void forEach(Step step) {
    long gates = weight.columns();
    long bytes = batch * gates * x.dtype().byteSize();
    long atOnce = Math.max(Math.min(LARGEST / Math.max(bytes, 1), steps), 1);
    long room = workspace.allocate(atOnce * bytes);
    for (long done = 0; done < steps; done += atOnce) {
      long count = Math.min(atOnce, steps - done);
      long first = reverse ? steps - done - count : done;
      Matrix all = Matrix.dense(x.dtype(), room, count * batch, gates);
      project(first, count, all);
      for (long k = 0; k < count; k++) {
        long at = reverse ? count - 1 - k : k;
        step.run(done + k, first + at, all.rows(at * batch, batch));
      }
    }
  }

  private void project(long first, long count, Matrix target) {
    Matrix one = x.matrix();
    Strided rows = Strided.of(List.of(Layouts.range(x.layout(), 0, 2)));
    if (rows.sizes().length <= 1) {
      long stride = rows.sizes().length == 1 ? rows.strides()[0][0] : one.rowStride();
      Matrix all =
          new Matrix(
              x.dtype(), x.address(), steps * batch, one.columns(), stride, one.columnStride());
      if (all.fits()) {
        Matrix part = all.rows(first * batch, count * batch);
        products.multiply(workspace.launcher(), part, weight, target);
        return;
      }
    }
    Matrix start = one.moved(first * x.layout().stride(0));
    Products.Batch perStep =
        new Products.Batch(
            Math.toIntExact(count), x.layout().stride(0), 0, batch * target.columns());
    products.multiply(workspace.launcher(), 1, start, weight, 0, target.rows(0, batch), perStep);
  }
}
