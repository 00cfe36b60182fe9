package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.spi.View;
import java.util.List;

/** Arithmetic element by element. */
final class ElementwiseKernels {
  private final Kernels kernels;

  ElementwiseKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  void run(Launcher launcher, Op.Unary op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }

  void run(Launcher launcher, Op.Binary op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }

  void run(Launcher launcher, Op.BinaryScalar op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }

  void run(Launcher launcher, Op.AddScaled op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }

  void run(Launcher launcher, Op.Clamp op, List<View> outputs, List<View> inputs) {
    throw new UnsupportedOperationException(op.opName() + kernels);
  }
}
