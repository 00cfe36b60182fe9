package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.spi.View;
import java.util.List;

/** Choices element by element. */
final class SelectKernels {
  private final KernelSet select;

  SelectKernels(Kernels kernels) {
    select = new KernelSet(kernels, "select", "select");
  }

  void run(Launcher launcher, Op.Where op, List<View> outputs, List<View> inputs) {
    View condition = inputs.getFirst();
    run(launcher, outputs.getFirst(), condition, inputs.get(1), inputs.get(2), 0, 0);
  }

  void run(Launcher launcher, Op.MaskedFill op, List<View> outputs, List<View> inputs) {
    View x = inputs.getFirst();
    View mask = inputs.getLast();
    long value = Numbers.bits(x.dtype(), op.value());
    run(launcher, outputs.getFirst(), mask, x, x, Pointwise.LEFT, value);
  }

  private void run(
      Launcher launcher, View out, View condition, View a, View b, int numbers, long number) {
    Pointwise over = Pointwise.over(launcher, out, condition, a, b);
    Launcher arguments = launcher.begin(select.ofSize(out.dtype())).i32(numbers);
    over.launch(arguments.pointer(condition).pointer(a).pointer(b).i64(number).pointer(out));
  }
}
