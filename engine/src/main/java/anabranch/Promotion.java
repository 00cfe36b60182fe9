package anabranch;

import anabranch.run.Value;
import anabranch.shape.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The type that an operation on several tensors computes in, as PyTorch defines it: the tensors
 * with dimensions decide; those without only where their kind holds more.
 */
final class Promotion {
  private Promotion() {}

  static DType of(Value a, Value b) {
    return a.dtype() == b.dtype() ? a.dtype() : of(List.of(a, b));
  }

  static DType of(List<Value> values) {
    DType shaped = null;
    DType scalar = null;
    for (Value value : values) {
      if (value.layout().shape().rank() > 0) {
        shaped = both(shaped, value.dtype());
      } else {
        scalar = both(scalar, value.dtype());
      }
    }
    if (shaped == null || scalar == null) {
      DType only = shaped == null ? scalar : shaped;
      if (only == null) {
        throw new IllegalArgumentException("expected a non-empty list of tensors");
      }
      return only;
    }
    return shaped.kind().compareTo(scalar.kind()) >= 0 ? shaped : DType.promote(shaped, scalar);
  }

  private static DType both(@Nullable DType a, DType b) {
    return a == null ? b : DType.promote(a, b);
  }
}
