package anabranch.script.run;

import anabranch.Tensor;
import anabranch.shape.Shape;
import org.jspecify.annotations.Nullable;

/** How large the result of an operation that works element by element may be. */
final class Sizes {
  /** Elements that are not worth a look. */
  static final long SMALL = 1 << 16;

  /** The bytes of the widest element. */
  static final int WIDEST = 8;

  private Sizes() {}

  /** The elements of all tensors among {@code values} broadcast to one shape, or more. */
  static long most(@Nullable Object[] values) {
    Shape first = null;
    boolean several = false;
    long most = 0;
    for (Object value : values) {
      if (value instanceof Tensor tensor) {
        most = Math.max(most, tensor.numel());
        several |= first != null && !first.equals(tensor.shape());
        first = tensor.shape();
      }
    }
    return several ? Math.max(most, broadcast(values)) : most;
  }

  private static long broadcast(@Nullable Object[] values) {
    long elements = 1;
    for (int back = 1; back <= Shape.MAX_RANK; back++) {
      long size = 0;
      for (Object value : values) {
        if (value instanceof Tensor tensor && tensor.rank() >= back) {
          size = Math.max(size, tensor.size(-back));
        }
      }
      if (size == 0) {
        break;
      }
      elements = elements > Long.MAX_VALUE / size ? Long.MAX_VALUE : elements * size;
    }
    return elements;
  }
}
