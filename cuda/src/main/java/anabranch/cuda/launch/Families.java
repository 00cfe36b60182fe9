package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.spi.View;
import java.util.List;

/** Finds the kernels for an operation. One per device. */
public final class Families {
  private final ElementwiseKernels elementwise;
  private final CompareKernels compare;
  private final SelectKernels select;
  private final CopyKernels copy;
  private final FillKernels fill;
  private final RandomKernels random;
  private final ReduceKernels reduce;
  private final ArgReduceKernels argReduce;
  private final ScanKernels scan;
  private final MatMulKernels matMul;
  private final SoftmaxKernels softmax;
  private final LayerNormKernels layerNorm;
  private final IndexKernels index;
  private final SortKernels sort;
  private final LstmKernels lstm;
  private final GruKernels gru;

  /** The families of a device with these kernels. */
  public Families(Kernels kernels) {
    elementwise = new ElementwiseKernels(kernels);
    compare = new CompareKernels(kernels);
    select = new SelectKernels(kernels);
    copy = new CopyKernels(kernels);
    fill = new FillKernels(kernels);
    random = new RandomKernels(kernels);
    reduce = new ReduceKernels(kernels);
    argReduce = new ArgReduceKernels(kernels);
    scan = new ScanKernels(kernels);
    matMul = new MatMulKernels(kernels);
    softmax = new SoftmaxKernels(kernels);
    layerNorm = new LayerNormKernels(kernels);
    index = new IndexKernels(kernels);
    sort = new SortKernels(kernels);
    lstm = new LstmKernels(kernels);
    gru = new GruKernels(kernels);
  }

  /** Enqueues {@code op} by {@code launcher}. */
  public void run(Launcher launcher, Op op, List<View> outputs, List<View> inputs) {
    switch (op) {
      case Op.Unary o -> elementwise.run(launcher, o, outputs, inputs);
      case Op.Test o -> compare.run(launcher, o, outputs, inputs);
      case Op.Binary o -> elementwise.run(launcher, o, outputs, inputs);
      case Op.Compare o -> compare.run(launcher, o, outputs, inputs);
      case Op.BinaryScalar o -> elementwise.run(launcher, o, outputs, inputs);
      case Op.CompareScalar o -> compare.run(launcher, o, outputs, inputs);
      case Op.AddScaled o -> elementwise.run(launcher, o, outputs, inputs);
      case Op.Where o -> select.run(launcher, o, outputs, inputs);
      case Op.MaskedFill o -> select.run(launcher, o, outputs, inputs);
      case Op.Clamp o -> elementwise.run(launcher, o, outputs, inputs);
      case Op.Copy o -> copy.run(launcher, o, outputs, inputs);
      case Op.Fill o -> fill.run(launcher, o, outputs, inputs);
      case Op.Arange o -> fill.run(launcher, o, outputs, inputs);
      case Op.Random o -> random.run(launcher, o, outputs, inputs);
      case Op.Reduce o -> reduce.run(launcher, o, outputs, inputs);
      case Op.ArgReduce o -> argReduce.run(launcher, o, outputs, inputs);
      case Op.Cumsum o -> scan.run(launcher, o, outputs, inputs);
      case Op.MatMul o -> matMul.run(launcher, o, outputs, inputs);
      case Op.Softmax o -> softmax.run(launcher, o, outputs, inputs);
      case Op.LayerNorm o -> layerNorm.run(launcher, o, outputs, inputs);
      case Op.IndexSelect o -> index.run(launcher, o, outputs, inputs);
      case Op.Gather o -> index.run(launcher, o, outputs, inputs);
      case Op.Scatter o -> index.run(launcher, o, outputs, inputs);
      case Op.Sort o -> sort.run(launcher, o, outputs, inputs);
      case Op.TopK o -> sort.run(launcher, o, outputs, inputs);
      case Op.Lstm o -> lstm.run(launcher, o, outputs, inputs);
      case Op.Gru o -> gru.run(launcher, o, outputs, inputs);
    }
  }
}
