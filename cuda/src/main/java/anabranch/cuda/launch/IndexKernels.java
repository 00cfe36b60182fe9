package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import anabranch.spi.View;
import java.util.List;

/** Reads and writes by index. */
final class IndexKernels {
  private final KernelSet gather;
  private final KernelSet scatter;
  private final KernelSet scatterAdd;

  IndexKernels(Kernels kernels) {
    gather = new KernelSet(kernels, "index", "gather");
    scatter = new KernelSet(kernels, "index", "scatter");
    scatterAdd = new KernelSet(kernels, "index", "scatteradd");
  }

  void run(Launcher launcher, Op.IndexSelect op, List<View> outputs, List<View> inputs) {
    Shape shape = outputs.getFirst().layout().shape();
    View index = inputs.get(1);
    long[] strides = new long[shape.rank()];
    strides[op.dim()] = index.layout().stride(0);
    Layout along = Layout.of(shape, strides, 0);
    gather(launcher, op, op.dim(), outputs.getFirst(), inputs.getFirst(), index, along);
  }

  void run(Launcher launcher, Op.Gather op, List<View> outputs, List<View> inputs) {
    View index = inputs.get(1);
    View x = inputs.getFirst();
    gather(launcher, op, op.dim(), outputs.getFirst(), x, index, index.layout());
  }

  /** {@code along} is the index's layout in the shape of {@code out}. */
  private void gather(
      Launcher launcher, Op op, int dim, View out, View x, View index, Layout along) {
    Shape shape = out.layout().shape();
    if (shape.numel() == 0) {
      return;
    }
    long size = Layouts.size(x.layout(), dim);
    long[] strides = x.layout().strides();
    if (strides.length > 0) {
      strides[dim] = 0;
    }
    Layout bases = Layout.of(shape, strides, 0);
    launcher
        .begin(gather.ofSize(x.dtype()))
        .pointer(x)
        .pointer(index)
        .pointer(out)
        .strided(Strided.of(List.of(out.layout(), bases, along)))
        .i64(Layouts.stride(x.layout(), dim))
        .i64(size)
        .i64(shape.numel())
        .fault((value, bound) -> outOfBounds(op, dim, value, bound))
        .launchOver(shape.numel());
  }

  void run(Launcher launcher, Op.Scatter op, List<View> outputs, List<View> inputs) {
    View out = outputs.getFirst();
    View index = inputs.get(0);
    View source = inputs.get(1);
    int dim = op.dim();
    Shape shape = index.layout().shape();
    if (shape.numel() == 0) {
      return;
    }
    Layout lines = Layouts.without(index.layout(), dim);
    Layout sources = resized(Layouts.without(source.layout(), dim), lines.shape());
    Layout targets = resized(Layouts.without(out.layout(), dim), lines.shape());
    launcher
        .begin(op.add() ? scatterAdd.of(out.dtype()) : scatter.ofSize(out.dtype()))
        .pointer(index)
        .pointer(source)
        .pointer(out)
        .strided(Strided.of(List.of(lines, sources, targets)))
        .i64(Layouts.stride(index.layout(), dim))
        .i64(Layouts.stride(source.layout(), dim))
        .i64(Layouts.stride(out.layout(), dim))
        .i64(lines.shape().numel())
        .i64(Layouts.size(index.layout(), dim))
        .i64(Layouts.size(out.layout(), dim))
        .fault((value, bound) -> outOfBounds(op, dim, value, bound))
        .launchOver(lines.shape().numel());
  }

  /** The layout with the first of its elements only. */
  private static Layout resized(Layout layout, Shape shape) {
    return Layout.of(shape, layout.strides(), 0);
  }

  private static ShapeException outOfBounds(Op op, int dim, long index, long size) {
    return new ShapeException(
        "%s: index %d is out of bounds for dimension %d with size %d"
            .formatted(op.opName(), index, dim, size));
  }
}
