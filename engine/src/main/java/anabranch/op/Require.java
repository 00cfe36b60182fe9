package anabranch.op;

import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.List;

/** The checks that several families of operations share, and how their messages begin. */
final class Require {
  private Require() {}

  @SuppressWarnings("AnnotateFormatMethod")
  static ShapeException shape(Op op, String format, Object... values) {
    return new ShapeException(op.opName() + ": " + format.formatted(values));
  }

  @SuppressWarnings("AnnotateFormatMethod")
  static DTypeException dtype(Op op, String format, Object... values) {
    return new DTypeException(op.opName() + ": " + format.formatted(values));
  }

  /** The only input, or the first of {@code count}. */
  static Spec inputs(Op op, List<Spec> inputs, int count) {
    if (inputs.size() != count) {
      throw shape(op, "expected %d inputs, got %d: %s", count, inputs.size(), inputs);
    }
    return inputs.getFirst();
  }

  static void none(Op op, List<Spec> inputs) {
    if (!inputs.isEmpty()) {
      throw shape(op, "expected no inputs, got %d: %s", inputs.size(), inputs);
    }
  }

  /** What all inputs are: one type, one shape. */
  static Spec same(Op op, List<Spec> inputs, int count) {
    Spec first = inputs(op, inputs, count);
    for (Spec other : inputs) {
      sameType(op, first, other);
      if (!other.shape().equals(first.shape())) {
        throw shape(op, "expected inputs broadcast to one shape, got %s", inputs);
      }
    }
    return first;
  }

  static void sameType(Op op, Spec a, Spec b) {
    if (a.dtype() != b.dtype()) {
      throw dtype(
          op,
          "expected inputs of one type, but found %s and %s: %s and %s",
          a.dtype(),
          b.dtype(),
          a,
          b);
    }
  }

  static void shapeOf(Op op, String what, Spec given, Spec like, long... sizes) {
    if (!given.shape().equals(Shape.of(sizes))) {
      throw shape(op, "expected %s of shape %s, got %s", what, Shape.of(sizes), given.shape());
    }
    sameType(op, like, given);
  }

  static Spec floating(Op op, Spec x) {
    if (!x.dtype().isFloating()) {
      throw notImplemented(op, x, "a floating-point type");
    }
    return x;
  }

  static Spec number(Op op, Spec x) {
    if (x.dtype() == DType.BOOL) {
      throw notImplemented(op, x, "a floating-point or integral type");
    }
    return x;
  }

  static Spec bits(Op op, Spec x) {
    if (x.dtype().isFloating()) {
      throw notImplemented(op, x, "an integral type or BOOL");
    }
    return x;
  }

  static DTypeException notImplemented(Op op, Spec x, String expected) {
    return dtype(op, "not implemented for %s; expected %s, got %s", x.dtype(), expected, x);
  }

  /** {@code value} has a kind that {@code type} holds. */
  static void holds(Op op, String what, DType type, Scalar value) {
    if (value.kind().compareTo(type.kind()) > 0) {
      throw dtype(
          op,
          "result type %s can't be cast to the desired output type %s (%s is %s)",
          type.promoteScalar(value.kind()),
          type,
          what,
          value);
    }
  }

  /** {@code value} lies in the range of {@code type}, as PyTorch asks where it fills. */
  static void inRange(Op op, DType type, Scalar value) {
    long low = type == DType.I32 ? Integer.MIN_VALUE : type == DType.U8 ? -255 : Long.MIN_VALUE;
    long high = type == DType.I32 ? Integer.MAX_VALUE : type == DType.U8 ? 255 : Long.MAX_VALUE;
    boolean real = value.kind() == DType.Kind.FLOATING;
    boolean fits =
        !type.isIntegral()
            || (real
                ? value.real() >= low && value.real() <= high && Math.abs(value.real()) < 0x1p63
                : value.integral() >= low && value.integral() <= high);
    if (!fits) {
      throw dtype(op, "value %s cannot be converted to type %s without overflow", value, type);
    }
  }

  /** {@code dim} counts from the front and is one of {@code x}'s; a scalar takes 0. */
  static int dim(Op op, Spec x, int dim) {
    if (dim < 0 || dim >= Math.max(x.shape().rank(), 1)) {
      throw shape(op, "dimension %d is not one of 0 ... rank - 1 of shape %s", dim, x.shape());
    }
    return dim;
  }

  static void index(Op op, Spec index) {
    if (index.dtype() != DType.I64) {
      throw dtype(op, "Expected dtype I64 for index, got %s", index);
    }
  }

  /** {@code shape} with size {@code size} in {@code dim}; a scalar stays one. */
  static Shape resized(Shape shape, int dim, long size) {
    return shape.rank() == 0 ? shape : shape.with(dim, size);
  }
}
