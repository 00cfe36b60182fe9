package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.spi.View;
import java.util.List;

/** Matrix products: by cuBLAS, or by a kernel of our own where it has none. */
final class MatMulKernels {
  private final Kernels kernels;

  MatMulKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  void run(Launcher launcher, Op.MatMul op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }
}
