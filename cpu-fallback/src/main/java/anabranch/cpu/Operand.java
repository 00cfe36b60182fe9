package anabranch.cpu;

import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.spi.View;
import java.lang.foreign.MemorySegment;

/**
 * A view with its memory at hand.
 *
 * @param segment the buffer's memory
 * @param dtype the type of its elements
 * @param layout their order
 */
record Operand(MemorySegment segment, DType dtype, Layout layout) {
  static Operand of(View view) {
    return new Operand(CpuBuffer.of(view).segment(), view.dtype(), view.layout());
  }

  /** The same elements seen as another type of the same size. */
  Operand with(Layout other) {
    return new Operand(segment, dtype, other);
  }

  long numel() {
    return layout.shape().numel();
  }
}
