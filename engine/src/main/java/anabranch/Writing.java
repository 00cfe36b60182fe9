package anabranch;

import anabranch.op.Op;
import anabranch.op.Scalar;
import anabranch.run.Dispatcher;
import anabranch.run.Value;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes into existing tensors, through views. */
final class Writing {
  private Writing() {}

  static Tensor binary(Op.Binary op, Tensor self, Tensor other) {
    Pointwise.noTruthsSubtracted(op, self.dtype(), other.dtype());
    DType type = Pointwise.resultType(op, self.value(), other.value());
    return withOther(op, type, self, other);
  }

  static Tensor addScaled(Tensor self, Tensor other, Scalar alpha) {
    DType type = Promotion.of(self.value(), other.value());
    return withOther(new Op.AddScaled(alpha), type, self, other);
  }

  private static Tensor withOther(Op op, DType type, Tensor self, Tensor other) {
    try (Operands operands = new Operands(op.opName())) {
      castable(op, type, self);
      Value source = source(operands, op.opName(), self, operands.cast(other.value(), type));
      return write(op, type, self, operands, source);
    }
  }

  static Tensor binary(Op.Binary op, Tensor self, Number number) {
    Scalar scalar = Scalar.of(number);
    if (op == Op.Binary.SUB) {
      Pointwise.noTruthsSubtracted(op, self.dtype(), self.dtype());
    }
    try (Operands operands = new Operands(op.opName())) {
      DType type = Pointwise.resultType(op, self.value(), scalar);
      castable(op, type, self);
      return write(new Op.BinaryScalar(op, scalar, false), type, self, operands, null);
    }
  }

  static Tensor unary(Op.Unary op, Tensor self) {
    Dispatcher.into(op, List.of(self.value()), self.value());
    return self;
  }

  /** As {@link #unary} of an operation whose result is real. */
  static Tensor real(Op.Unary op, Tensor self) {
    castable(op, self.dtype().toFloating(), self);
    return unary(op, self);
  }

  static Tensor clamp(Tensor self, @Nullable Number low, @Nullable Number high) {
    Op op =
        new Op.Clamp(low == null ? null : Scalar.of(low), high == null ? null : Scalar.of(high));
    Dispatcher.into(op, List.of(self.value()), self.value());
    return self;
  }

  static Tensor maskedFill(Tensor self, Tensor mask, Scalar value) {
    try (Operands operands = new Operands("masked_fill")) {
      Value where = source(operands, "masked_fill", self, mask.value());
      Dispatcher.into(new Op.MaskedFill(value), List.of(self.value()), self.value(), where);
      return self;
    }
  }

  /** In self's type the operation writes at once; in another it needs a place for its result. */
  private static Tensor write(
      Op op, DType type, Tensor self, Operands operands, @Nullable Value other) {
    Value target = self.value();
    boolean direct = type == self.dtype();
    Value out = direct ? target : operands.keep(Operands.empty(target, type, self.shape()));
    Value left = operands.cast(target, type);
    if (other == null) {
      Dispatcher.into(op, List.of(out), left);
    } else {
      Dispatcher.into(op, List.of(out), left, other);
    }
    if (!direct) {
      Dispatcher.into(new Op.Copy(), List.of(target), out);
    }
    return self;
  }

  private static void castable(Op op, DType type, Tensor self) {
    if (type.kind().compareTo(self.dtype().kind()) > 0) {
      throw new DTypeException(
          "%s: result type %s can't be cast to the desired output type %s"
              .formatted(op.opName(), type, self.dtype()));
    }
    unexpanded(op.opName(), self);
  }

  /** Before anything is computed; with PyTorch's words. */
  private static void unexpanded(String name, Tensor self) {
    if (self.layout().isExpanded()) {
      throw new ShapeException(
          "%s: unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation: %s"
              .formatted(name, self.layout()));
    }
  }

  /** {@code other} broadcast to self, copied first where a write to self would change it unread. */
  private static Value source(Operands operands, String name, Tensor self, Value other) {
    Shape shape = operands.shape(self.value(), other);
    if (!shape.equals(self.shape())) {
      throw new ShapeException(
          "%s: output with shape %s doesn't match the broadcast shape %s"
              .formatted(name, self.shape(), shape));
    }
    Value safe = overlaps(self.value(), other) ? operands.copy(other, other.dtype()) : other;
    return Operands.broadcast(safe, shape);
  }

  private static boolean overlaps(Value target, Value source) {
    if (target.grip().storage() != source.grip().storage() || target.equals(source)) {
      return false;
    }
    boolean same = target.dtype() == source.dtype() && target.layout().equals(source.layout());
    return !same
        && target.layout().low() < source.layout().high()
        && source.layout().low() < target.layout().high();
  }

  static Tensor copy(Tensor self, Tensor source) {
    unexpanded("copy", self);
    try (Operands operands = new Operands("copy")) {
      Value from = source.value();
      if (from.device() != self.value().device()) {
        from = operands.keep(Copying.moved(from, self.value().device()));
      }
      Value ready = source(operands, "copy", self, from);
      Dispatcher.into(new Op.Copy(), List.of(self.value()), ready);
      return self;
    }
  }

  static Tensor fill(Tensor self, Scalar value) {
    Dispatcher.into(new Op.Fill(value), List.of(self.value()));
    return self;
  }

  static Tensor random(Tensor self, Op.Random op) {
    Dispatcher.into(op, List.of(self.value()));
    return self;
  }

  static Tensor scatter(Tensor self, int dim, Tensor index, Tensor source, boolean add) {
    unexpanded(add ? "scatter_add" : "scatter", self);
    try (Operands operands = new Operands(add ? "scatter_add" : "scatter")) {
      Scatters.into(operands, self.value(), dim, index.value(), source.value(), add);
      return self;
    }
  }
}
