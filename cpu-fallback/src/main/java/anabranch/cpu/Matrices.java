package anabranch.cpu;

import anabranch.cpu.kernel.Element;
import anabranch.cpu.kernel.Strided;
import anabranch.shape.DType;
import anabranch.shape.Layout;

/** Operands as the kernels see them. */
final class Matrices {
  private Matrices() {}

  /** Whether the kernels compute in this type; the others have loops of their own. */
  static boolean isFast(DType dtype) {
    return switch (dtype) {
      case F32, F16, BF16 -> true;
      case F64, I64, I32, U8, BOOL -> false;
    };
  }

  private static Element element(DType dtype) {
    return switch (dtype) {
      case F32 -> Element.F32;
      case F16 -> Element.F16;
      case BF16 -> Element.BF16;
      case F64, I64, I32, U8, BOOL ->
          throw new IllegalArgumentException("the kernels do not compute in " + dtype);
    };
  }

  /** [T, B, N], [B, N], or [N], which becomes [1, N]. */
  static Strided of(Operand operand) {
    Layout layout = operand.layout();
    int rank = layout.shape().rank();
    return new Strided(
        element(operand.dtype()),
        operand.segment(),
        layout.offset(),
        rank > 2 ? layout.stride(-3) : 0,
        rank > 1 ? layout.stride(-2) : 0,
        layout.stride(-1));
  }

  /** The last two dimensions, the others at the place that {@code offset} names. */
  static Strided at(Operand operand, long offset) {
    Layout layout = operand.layout();
    return Strided.matrix(
        element(operand.dtype()), operand.segment(), offset, layout.stride(-2), layout.stride(-1));
  }
}
