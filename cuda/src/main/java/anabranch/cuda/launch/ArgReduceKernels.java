package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.spi.View;
import java.util.List;

/** Extremes with their indices. */
final class ArgReduceKernels {
  private final Kernels kernels;

  ArgReduceKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  void run(Launcher launcher, Op.ArgReduce op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }
}
