package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.spi.View;
import java.util.List;

/** Copies between layouts and types. */
final class CopyKernels {
  private final Kernels kernels;

  CopyKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  void run(Launcher launcher, Op.Copy op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }
}
