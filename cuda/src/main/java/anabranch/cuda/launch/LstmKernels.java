package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.spi.View;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layer and direction of an LSTM. */
final class LstmKernels {
  private static final int FROM_ZERO = 0;
  private static final int FROM_C0 = 1;
  private static final int FROM_C = 2;

  private final KernelSet cell;
  private final Products products;

  LstmKernels(Kernels kernels) {
    cell = new KernelSet(kernels, "lstm", "lstm_cell");
    products = new Products(kernels);
  }

  /** The operands by name. */
  private record Layer(
      Operand x,
      Matrix inputWeight,
      Matrix hiddenWeight,
      @Nullable Operand inputBias,
      @Nullable Operand hiddenBias,
      @Nullable Matrix projection,
      @Nullable Matrix h0,
      @Nullable Matrix c0,
      Operand y,
      Matrix hn,
      Matrix cn) {
    static Layer of(Launcher launcher, Op.Lstm op, List<View> outputs, List<View> inputs) {
      Iterator<Operand> next = inputs.stream().map(v -> Operand.of(launcher, v)).iterator();
      return new Layer(
          next.next(),
          next.next().matrix(),
          next.next().matrix(),
          op.bias() ? next.next() : null,
          op.bias() ? next.next() : null,
          op.projected() ? next.next().matrix() : null,
          op.state() ? next.next().matrix() : null,
          op.state() ? next.next().matrix() : null,
          Operand.of(launcher, outputs.get(0)),
          Operand.of(launcher, outputs.get(1)).matrix(),
          Operand.of(launcher, outputs.get(2)).matrix());
    }

    long steps() {
      return x.layout().shape().size(0);
    }

    DType dtype() {
      return x.dtype();
    }

    boolean isNothing() {
      return hn.rows() == 0 || (hn.columns() == 0 && cn.columns() == 0);
    }
  }

  void run(Launcher launcher, Op.Lstm op, List<View> outputs, List<View> inputs) {
    Layer layer = Layer.of(launcher, op, outputs, inputs);
    if (layer.isNothing()) {
      return;
    }
    if (layer.steps() == 0) {
      unchanged(launcher, layer.h0(), layer.hn());
      unchanged(launcher, layer.c0(), layer.cn());
      return;
    }
    try (Workspace workspace = new Workspace(launcher)) {
      Sequence sequence =
          new Sequence(products, workspace, layer.x(), layer.inputWeight(), op.reverse());
      Run run = new Run(workspace, layer);
      sequence.forEach(run::step);
    }
  }

  private void unchanged(Launcher launcher, @Nullable Matrix before, Matrix after) {
    if (before == null) {
      products.clear(launcher, after.operand());
    } else {
      products.copy(launcher, before.operand(), after.operand());
    }
  }

  /** One call's steps. */
  private final class Run {
    private final Launcher launcher;
    private final Layer layer;
    private final Kernel kernel;
    private final Matrix hiddenWeight;
    private final @Nullable Matrix projection;
    private final @Nullable Matrix unprojected;
    private final HiddenState state;
    private final long c;
    private @Nullable Matrix h;

    Run(Workspace workspace, Layer layer) {
      this.launcher = workspace.launcher();
      this.layer = layer;
      this.kernel = cell.of(layer.dtype());
      this.hiddenWeight = products.fitting(workspace, layer.hiddenWeight()).transposed();
      this.state = new HiddenState(workspace, layer.y());
      this.h = layer.h0() == null ? null : products.fitting(workspace, layer.h0());
      long batch = layer.cn().rows();
      long hidden = layer.cn().columns();
      this.c = workspace.allocate(batch * hidden * Types.wide(layer.dtype()).byteSize());
      Matrix weight = layer.projection();
      this.projection = weight == null ? null : products.fitting(workspace, weight).transposed();
      long bytes = batch * hidden * layer.dtype().byteSize();
      this.unprojected =
          weight == null
              ? null
              : Matrix.dense(layer.dtype(), workspace.allocate(bytes), batch, hidden);
    }

    void step(long number, long time, Matrix gates) {
      boolean last = number == layer.steps() - 1;
      if (h != null) {
        products.accumulate(launcher, h, hiddenWeight, gates);
      }
      h = state.at(time);
      if (projection == null || unprojected == null) {
        cell(number, gates, state.output(time), h, last);
        return;
      }
      cell(number, gates, unprojected, unprojected, last);
      products.multiply(launcher, unprojected, projection, h);
      if (state.isSeparate()) {
        products.copy(launcher, h.operand(), state.output(time).operand());
      }
      if (last) {
        products.copy(launcher, h.operand(), layer.hn().operand());
      }
    }

    /** From the pre-activations to c and h, which goes to {@code target}. */
    private void cell(long number, Matrix gates, Matrix target, Matrix copy, boolean last) {
      boolean projected = projection != null;
      boolean separate = !projected && state.isSeparate();
      Operand inputBias = layer.inputBias();
      Operand hiddenBias = layer.hiddenBias();
      Matrix c0 = layer.c0();
      Matrix cn = layer.cn();
      Matrix hn = layer.hn();
      int start = number > 0 ? FROM_C : c0 == null ? FROM_ZERO : FROM_C0;
      launcher
          .begin(kernel)
          .pointer(gates.address())
          .pointer(inputBias == null ? gates.address() : inputBias.address())
          .pointer(hiddenBias == null ? gates.address() : hiddenBias.address())
          .pointer(c0 == null ? gates.address() : c0.address())
          .pointer(c)
          .pointer(target.address())
          .pointer(copy.address())
          .pointer(hn.address())
          .pointer(cn.address())
          .i64(cn.rows())
          .i64(cn.columns())
          .i64(inputBias == null ? 0 : inputBias.layout().stride(0))
          .i64(hiddenBias == null ? 0 : hiddenBias.layout().stride(0))
          .i64(c0 == null ? 0 : c0.rowStride())
          .i64(c0 == null ? 0 : c0.columnStride())
          .i64(target.rowStride())
          .i64(target.columnStride())
          .i64(hn.rowStride())
          .i64(hn.columnStride())
          .i64(cn.rowStride())
          .i64(cn.columnStride())
          .i32(inputBias == null ? 0 : 1)
          .i32(start)
          .i32(separate ? 1 : 0)
          .i32(last && !projected ? 1 : 0)
          .i32(last ? 1 : 0)
          .launchOver(cn.rows() * cn.columns());
    }
  }
}
