package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.op.Scalar;
import anabranch.spi.View;
import java.util.List;

/** Questions element by element. */
final class CompareKernels {
  private final KernelSet test;
  private final KernelSet compare;

  CompareKernels(Kernels kernels) {
    test = new KernelSet(kernels, "compare", "test");
    compare = new KernelSet(kernels, "compare", "compare");
  }

  void run(Launcher launcher, Op.Test op, List<View> outputs, List<View> inputs) {
    View out = outputs.getFirst();
    View x = inputs.getFirst();
    Pointwise over = Pointwise.over(launcher, out, x);
    Launcher arguments = launcher.begin(test.of(x.dtype())).i32(OpCodes.of(op));
    over.launch(arguments.pointer(x).pointer(out));
  }

  void run(Launcher launcher, Op.Compare op, List<View> outputs, List<View> inputs) {
    run(launcher, op, outputs.getFirst(), inputs.getFirst(), inputs.getLast(), 0, Scalar.of(0));
  }

  void run(Launcher launcher, Op.CompareScalar op, List<View> outputs, List<View> inputs) {
    View x = inputs.getFirst();
    run(launcher, op.op(), outputs.getFirst(), x, x, Pointwise.RIGHT, op.scalar());
  }

  private void run(
      Launcher launcher, Op.Compare op, View out, View a, View b, int numbers, Scalar number) {
    Pointwise over = Pointwise.over(launcher, out, a, b);
    Launcher arguments = launcher.begin(compare.of(a.dtype())).i32(OpCodes.of(op)).i32(numbers);
    Numbers.pass(arguments.pointer(a).pointer(b), a.dtype(), number);
    over.launch(arguments.pointer(out));
  }
}
