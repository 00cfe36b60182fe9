package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.spi.View;
import java.util.List;

/** Random numbers, as Philox defines them. */
final class RandomKernels {
  private final KernelSet real;
  private final KernelSet integers;
  private final KernelSet bernoulli;

  RandomKernels(Kernels kernels) {
    real = new KernelSet(kernels, "random", "real");
    integers = new KernelSet(kernels, "random", "integers");
    bernoulli = new KernelSet(kernels, "random", "bernoulli");
  }

  void run(Launcher launcher, Op.Random op, List<View> outputs, List<View> inputs) {
    View out = outputs.getFirst();
    switch (op.distribution()) {
      case UNIFORM -> launch(real(launcher, op, out), out, 4);
      case NORMAL -> launch(real(launcher, op, out), out, 2);
      case INTEGERS -> {
        long low = (long) op.a();
        Launcher arguments = launcher.begin(integers.of(out.dtype())).i64(op.key());
        launch(arguments.i64(low).i64((long) op.b() - low), out, 2);
      }
      case BERNOULLI ->
          launch(launcher.begin(bernoulli.of(out.dtype())).i64(op.key()).f64(op.a()), out, 4);
    }
  }

  private Launcher real(Launcher launcher, Op.Random op, View out) {
    return launcher
        .begin(real.of(out.dtype()))
        .i32(OpCodes.of(op.distribution()))
        .i64(op.key())
        .f64(op.a())
        .f64(op.b());
  }

  /** A thread for each block of Philox, of which {@code perBlock} elements are drawn. */
  private static void launch(Launcher arguments, View out, int perBlock) {
    long numel = out.layout().shape().numel();
    arguments.pointer(out).i64(numel).strided(Strided.of(List.of(out.layout())));
    arguments.launchOver(Math.ceilDiv(numel, (long) perBlock));
  }
}
