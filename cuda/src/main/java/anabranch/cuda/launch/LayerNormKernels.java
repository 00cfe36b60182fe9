package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.shape.Layout;
import anabranch.spi.View;
import java.util.List;

/** Layer normalization. */
final class LayerNormKernels {
  private final KernelSet kernels;

  LayerNormKernels(Kernels kernels) {
    this.kernels = new KernelSet(kernels, "layernorm", "layernorm");
  }

  void run(Launcher launcher, Op.LayerNorm op, List<View> outputs, List<View> inputs) {
    View x = inputs.getFirst();
    View out = outputs.getFirst();
    if (x.layout().shape().numel() == 0) {
      return;
    }
    int rank = x.layout().shape().rank();
    int leading = rank - op.dims();
    Layout lines = Layouts.range(x.layout(), 0, leading);
    Layout line = Layouts.range(x.layout(), leading, rank);
    Layout outLine = Layouts.range(out.layout(), leading, rank);
    View weight = op.affine() ? inputs.get(1) : x;
    View bias = op.affine() ? inputs.get(2) : x;
    Layout weights = op.affine() ? weight.layout() : line;
    Layout biases = op.affine() ? bias.layout() : line;
    Team team = Team.together(line.shape().numel());
    launcher
        .begin(kernels.of(x.dtype()))
        .pointer(x)
        .pointer(weight)
        .pointer(bias)
        .pointer(out)
        .strided(Strided.of(List.of(lines, Layouts.range(out.layout(), 0, leading))))
        .strided(Strided.of(List.of(line, outLine, weights, biases)))
        .i64(line.shape().numel())
        .i64(lines.shape().numel())
        .i32(team.perLine())
        .i32(op.affine() ? 1 : 0)
        .f64(op.epsilon());
    team.launch(launcher, lines.shape().numel());
  }
}
