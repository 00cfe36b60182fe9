package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.View;
import java.util.List;

/** Softmax and its logarithm. */
final class SoftmaxKernels {
  private final KernelSet kernels;

  SoftmaxKernels(Kernels kernels) {
    this.kernels = new KernelSet(kernels, "softmax", "softmax");
  }

  void run(Launcher launcher, Op.Softmax op, List<View> outputs, List<View> inputs) {
    View x = inputs.getFirst();
    View out = outputs.getFirst();
    if (x.layout().shape().numel() == 0) {
      return;
    }
    Layout bases = Layouts.without(x.layout(), op.dim());
    long lines = bases.shape().numel();
    long length = Layouts.size(x.layout(), op.dim());
    long stride = Layouts.stride(x.layout(), op.dim());
    Team team = Team.of(bases, Layout.of(Shape.of(length), new long[] {stride}, 0));
    launcher
        .begin(kernels.of(x.dtype()))
        .pointer(x)
        .pointer(out)
        .strided(Strided.of(List.of(bases, Layouts.without(out.layout(), op.dim()))))
        .i64(stride)
        .i64(Layouts.stride(out.layout(), op.dim()))
        .i64(length)
        .i64(lines)
        .i32(team.perLine())
        .i32(op.log() ? 1 : 0);
    team.launch(launcher, lines);
  }
}
