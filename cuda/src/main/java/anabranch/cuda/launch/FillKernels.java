package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.spi.View;
import java.util.List;

/** Constants and sequences. */
final class FillKernels {
  private final Kernels kernels;

  FillKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  void run(Launcher launcher, Op.Fill op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }

  void run(Launcher launcher, Op.Arange op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }
}
