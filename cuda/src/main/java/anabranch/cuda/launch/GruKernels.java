package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.spi.View;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layer and direction of a GRU. */
final class GruKernels {
  private static final int FROM_ZERO = 0;
  private static final int FROM_H0 = 1;
  private static final int FROM_STATE = 2;

  private final KernelSet cell;
  private final Products products;

  GruKernels(Kernels kernels) {
    cell = new KernelSet(kernels, "gru", "gru_cell");
    products = new Products(kernels);
  }

  /** The operands by name. */
  private record Layer(
      Operand x,
      Matrix inputWeight,
      Matrix hiddenWeight,
      @Nullable Operand inputBias,
      @Nullable Operand hiddenBias,
      @Nullable Matrix h0,
      Operand y,
      Matrix hn) {
    static Layer of(Launcher launcher, Op.Gru op, List<View> outputs, List<View> inputs) {
      Iterator<Operand> next = inputs.stream().map(v -> Operand.of(launcher, v)).iterator();
      return new Layer(
          next.next(),
          next.next().matrix(),
          next.next().matrix(),
          op.bias() ? next.next() : null,
          op.bias() ? next.next() : null,
          op.state() ? next.next().matrix() : null,
          Operand.of(launcher, outputs.get(0)),
          Operand.of(launcher, outputs.get(1)).matrix());
    }

    long steps() {
      return x.layout().shape().size(0);
    }

    DType dtype() {
      return x.dtype();
    }
  }

  void run(Launcher launcher, Op.Gru op, List<View> outputs, List<View> inputs) {
    Layer layer = Layer.of(launcher, op, outputs, inputs);
    if (layer.hn().rows() == 0 || layer.hn().columns() == 0) {
      return;
    }
    if (layer.steps() == 0) {
      Matrix h0 = layer.h0();
      if (h0 == null) {
        products.clear(launcher, layer.hn().operand());
      } else {
        products.copy(launcher, h0.operand(), layer.hn().operand());
      }
      return;
    }
    try (Workspace workspace = new Workspace(launcher)) {
      Sequence sequence =
          new Sequence(products, workspace, layer.x(), layer.inputWeight(), op.reverse());
      Run run = new Run(workspace, layer);
      sequence.forEach(run::step);
    }
  }

  /** One call's steps. */
  private final class Run {
    private final Launcher launcher;
    private final Layer layer;
    private final Kernel kernel;
    private final Matrix hiddenWeight;
    private final Matrix fromHidden;
    private final HiddenState hidden;
    private final long state;
    private @Nullable Matrix h;

    Run(Workspace workspace, Layer layer) {
      this.launcher = workspace.launcher();
      this.layer = layer;
      this.kernel = cell.of(layer.dtype());
      this.hiddenWeight = products.fitting(workspace, layer.hiddenWeight()).transposed();
      this.hidden = new HiddenState(workspace, layer.y());
      this.h = layer.h0() == null ? null : products.fitting(workspace, layer.h0());
      long batch = layer.hn().rows();
      long size = layer.hn().columns();
      this.state = workspace.allocate(batch * size * Types.wide(layer.dtype()).byteSize());
      long bytes = 3 * batch * size * layer.dtype().byteSize();
      this.fromHidden = Matrix.dense(layer.dtype(), workspace.allocate(bytes), batch, 3 * size);
    }

    void step(long number, long time, Matrix fromInput) {
      if (h != null) {
        products.multiply(launcher, h, hiddenWeight, fromHidden);
      }
      h = hidden.at(time);
      boolean last = number == layer.steps() - 1;
      cell(number, fromInput, hidden.output(time), h, last);
    }

    /** From the products to h, which goes to {@code target}. */
    private void cell(long number, Matrix fromInput, Matrix target, Matrix copy, boolean last) {
      Operand inputBias = layer.inputBias();
      Operand hiddenBias = layer.hiddenBias();
      Matrix h0 = layer.h0();
      Matrix hn = layer.hn();
      int start = number > 0 ? FROM_STATE : h0 == null ? FROM_ZERO : FROM_H0;
      launcher
          .begin(kernel)
          .pointer(fromInput.address())
          .pointer(fromHidden.address())
          .pointer(inputBias == null ? fromInput.address() : inputBias.address())
          .pointer(hiddenBias == null ? fromInput.address() : hiddenBias.address())
          .pointer(h0 == null ? fromInput.address() : h0.address())
          .pointer(state)
          .pointer(target.address())
          .pointer(copy.address())
          .pointer(hn.address())
          .i64(hn.rows())
          .i64(hn.columns())
          .i64(inputBias == null ? 0 : inputBias.layout().stride(0))
          .i64(hiddenBias == null ? 0 : hiddenBias.layout().stride(0))
          .i64(h0 == null ? 0 : h0.rowStride())
          .i64(h0 == null ? 0 : h0.columnStride())
          .i64(target.rowStride())
          .i64(target.columnStride())
          .i64(hn.rowStride())
          .i64(hn.columnStride())
          .i32(inputBias == null ? 0 : 1)
          .i32(start)
          .i32(hidden.isSeparate() ? 1 : 0)
          .i32(last ? 1 : 0)
          .launchOver(hn.rows() * hn.columns());
    }
  }
}
