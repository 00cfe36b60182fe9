package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.spi.View;
import java.util.List;

/** Constants and sequences. */
final class FillKernels {
  private final KernelSet fill;
  private final KernelSet arange;

  FillKernels(Kernels kernels) {
    fill = new KernelSet(kernels, "fill", "fill");
    arange = new KernelSet(kernels, "fill", "arange");
  }

  void run(Launcher launcher, Op.Fill op, List<View> outputs, List<View> inputs) {
    View out = outputs.getFirst();
    Pointwise over = Pointwise.over(launcher, out);
    Launcher arguments = launcher.begin(fill.ofSize(out.dtype()));
    over.launch(arguments.i64(Numbers.bits(out.dtype(), op.value())).pointer(out));
  }

  void run(Launcher launcher, Op.Arange op, List<View> outputs, List<View> inputs) {
    View out = outputs.getFirst();
    long numel = out.layout().shape().numel();
    Launcher arguments = launcher.begin(arange.of(out.dtype()));
    if (out.dtype().isFloating()) {
      arguments.f64(op.start().real()).f64(op.step().real());
    } else {
      arguments.i64(op.start().integral()).i64(op.step().integral());
    }
    arguments.pointer(out).i64(numel).i64(out.layout().stride(0)).launchOver(numel);
  }
}
