package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.spi.View;
import java.util.List;

/** Random numbers, as Philox defines them. */
final class RandomKernels {
  private final Kernels kernels;

  RandomKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  void run(Launcher launcher, Op.Random op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }
}
