package anabranch.cuda.launch;

import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.spi.View;

/**
 * Elements on the device, a view's or in scratch.
 *
 * @param dtype their type
 * @param address where the first is
 * @param layout how they lie from there; its offset means nothing
 */
record Operand(DType dtype, long address, Layout layout) {
  static Operand of(Launcher launcher, View view) {
    return new Operand(view.dtype(), launcher.address(view), view.layout());
  }

  /** The place {@code elements} further on. */
  long at(long elements) {
    return address + elements * dtype.byteSize();
  }

  /** The last two dimensions, at the first index of the others. */
  Matrix matrix() {
    return new Matrix(
        dtype,
        address,
        layout.shape().size(-2),
        layout.shape().size(-1),
        layout.stride(-2),
        layout.stride(-1));
  }
}
