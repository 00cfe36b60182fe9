package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.spi.View;
import java.util.List;

/** Reads and writes by index. */
final class IndexKernels {
  private final Kernels kernels;

  IndexKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  void run(Launcher launcher, Op.IndexSelect op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }

  void run(Launcher launcher, Op.Gather op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }

  void run(Launcher launcher, Op.Scatter op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }
}
