package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.spi.View;
import java.util.List;

/** A layer and direction of a GRU. */
final class GruKernels {
  private final Kernels kernels;

  GruKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  void run(Launcher launcher, Op.Gru op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }
}
