package anabranch;

import anabranch.op.Op;
import anabranch.op.Scalar;
import anabranch.run.Value;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import org.jspecify.annotations.Nullable;

/** Types, broadcasting and dispatch of operations that work element by element. */
final class Pointwise {
  private Pointwise() {}

  static Tensor unary(Op.Unary op, Tensor x) {
    return Operands.run(op, x.value());
  }

  /** As {@link #unary}; whole numbers are taken as real ones. */
  static Tensor real(Op.Unary op, Tensor x) {
    try (Operands operands = new Operands(op.opName())) {
      return Operands.run(op, operands.cast(x.value(), x.dtype().toFloating()));
    }
  }

  static Tensor test(Op.Test op, Tensor x) {
    return Operands.run(op, x.value());
  }

  static DType resultType(Op.Binary op, Value a, Value b) {
    DType type = Promotion.of(a, b);
    return op == Op.Binary.DIV ? type.toFloating() : type;
  }

  static DType resultType(Op.Binary op, Value x, Scalar number) {
    DType type = x.dtype().promoteScalar(number.kind());
    return op == Op.Binary.DIV ? type.toFloating() : type;
  }

  static Tensor binary(Op.Binary op, Tensor a, Tensor b) {
    noTruthsSubtracted(op, a.dtype(), b.dtype());
    return together(op, resultType(op, a.value(), b.value()), a, b);
  }

  private static Tensor together(Op op, DType type, Tensor a, Tensor b) {
    try (Operands operands = new Operands(op.opName())) {
      Shape shape = operands.shape(a.value(), b.value());
      return Operands.run(
          op,
          Operands.broadcast(operands.cast(a.value(), type), shape),
          Operands.broadcast(operands.cast(b.value(), type), shape));
    }
  }

  static Tensor binary(Op.Binary op, Tensor x, Scalar number, boolean numberFirst) {
    if (op == Op.Binary.SUB && number.kind() != DType.Kind.BOOLEAN) {
      noTruthsSubtracted(op, x.dtype(), x.dtype());
    }
    try (Operands operands = new Operands(op.opName())) {
      DType type = resultType(op, x.value(), number);
      return Operands.run(
          new Op.BinaryScalar(op, number, numberFirst), operands.cast(x.value(), type));
    }
  }

  /** PyTorch refuses a truth value on either side, though the promoted type could subtract. */
  static void noTruthsSubtracted(Op.Binary op, DType a, DType b) {
    if (op == Op.Binary.SUB && (a == DType.BOOL || b == DType.BOOL)) {
      throw new DTypeException(
          "sub: Subtraction, the `-` operator, with a bool tensor is not supported. Use logicalNot() or logicalXor() instead; got %s and %s"
              .formatted(a, b));
    }
  }

  static Tensor addScaled(Tensor a, Tensor b, Scalar alpha) {
    return together(new Op.AddScaled(alpha), Promotion.of(a.value(), b.value()), a, b);
  }

  static Scalar negated(Scalar x) {
    return x.kind() == DType.Kind.FLOATING ? Scalar.of(-x.real()) : Scalar.of(-x.integral());
  }

  static Scalar product(Scalar a, Scalar b) {
    boolean real = a.kind() == DType.Kind.FLOATING || b.kind() == DType.Kind.FLOATING;
    return real ? Scalar.of(a.real() * b.real()) : Scalar.of(a.integral() * b.integral());
  }

  static Tensor compare(Op.Compare op, Tensor a, Tensor b) {
    return together(op, Promotion.of(a.value(), b.value()), a, b);
  }

  static Tensor compare(Op.Compare op, Tensor x, Scalar number) {
    try (Operands operands = new Operands(op.opName())) {
      DType type = x.dtype().promoteScalar(number.kind());
      return Operands.run(new Op.CompareScalar(op, number), operands.cast(x.value(), type));
    }
  }

  /** Of tensors of different types only the truth is compared: no promotion can lose it. */
  static Tensor logical(Op.Compare op, Tensor a, Tensor b) {
    return together(op, a.dtype() == b.dtype() ? a.dtype() : DType.BOOL, a, b);
  }

  static Tensor where(Tensor condition, Tensor a, Tensor b) {
    try (Operands operands = new Operands("where")) {
      Shape shape = operands.shape(condition.value(), a.value(), b.value());
      DType type = Promotion.of(a.value(), b.value());
      return Operands.run(
          new Op.Where(),
          Operands.broadcast(condition.value(), shape),
          Operands.broadcast(operands.cast(a.value(), type), shape),
          Operands.broadcast(operands.cast(b.value(), type), shape));
    }
  }

  static Tensor maskedFill(Tensor x, Tensor mask, Scalar value) {
    try (Operands operands = new Operands("masked_fill")) {
      Shape shape = operands.shape(x.value(), mask.value());
      return Operands.run(
          new Op.MaskedFill(value),
          Operands.broadcast(x.value(), shape),
          Operands.broadcast(mask.value(), shape));
    }
  }

  static Tensor clamp(Tensor x, @Nullable Number low, @Nullable Number high) {
    Scalar min = low == null ? null : Scalar.of(low);
    Scalar max = high == null ? null : Scalar.of(high);
    DType type = x.dtype();
    type = min == null ? type : type.promoteScalar(min.kind());
    type = max == null ? type : type.promoteScalar(max.kind());
    try (Operands operands = new Operands("clamp")) {
      return Operands.run(new Op.Clamp(min, max), operands.cast(x.value(), type));
    }
  }
}
