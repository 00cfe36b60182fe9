package anabranch.op;

import anabranch.shape.DType;
import java.util.List;

/** Shapes and types of operations that work element by element. */
final class InferElementwise {
  private InferElementwise() {}

  static Spec unary(Op.Unary op, List<Spec> inputs) {
    Spec x = Require.inputs(op, inputs, 1);
    return switch (op) {
      case NEG -> negated(op, x);
      case ABS, RELU, FLOOR, CEIL, ROUND, TRUNC, SIGN -> Require.number(op, x);
      case BITWISE_NOT -> Require.bits(op, x);
      case EXP,
          LOG,
          LOG1P,
          EXPM1,
          SQRT,
          RSQRT,
          RECIPROCAL,
          SIN,
          COS,
          ERF,
          SIGMOID,
          TANH,
          GELU,
          SILU ->
          Require.floating(op, x);
    };
  }

  private static Spec negated(Op op, Spec x) {
    if (x.dtype() == DType.BOOL) {
      throw Require.dtype(
          op,
          "Negation, the `-` operator, on a bool tensor is not supported. Use logicalNot() to"
              + " invert a mask; got %s",
          x);
    }
    return x;
  }

  static Spec test(Op.Test op, List<Spec> inputs) {
    return truth(Require.inputs(op, inputs, 1));
  }

  static Spec binary(Op.Binary op, List<Spec> inputs) {
    return binary(op, Require.same(op, inputs, 2));
  }

  static Spec binaryScalar(Op.BinaryScalar op, List<Spec> inputs) {
    Spec x = binary(op.op(), Require.inputs(op, inputs, 1));
    Require.holds(op, "the number", x.dtype(), op.scalar());
    boolean fraction =
        op.op() == Op.Binary.POW
            && !op.scalarFirst()
            && !x.dtype().isFloating()
            && op.scalar().integral() < 0;
    if (fraction) {
      throw Require.dtype(
          op, "Integers to negative integer powers are not allowed: %s to %s", x, op.scalar());
    }
    return x;
  }

  private static Spec binary(Op.Binary op, Spec x) {
    return switch (op) {
      case ADD, MUL, MAXIMUM, MINIMUM -> x;
      case SUB -> subtracted(op, x);
      case DIV -> Require.floating(op, x);
      case FLOOR_DIV, TRUNC_DIV, REMAINDER, POW -> Require.number(op, x);
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR -> Require.bits(op, x);
    };
  }

  private static Spec subtracted(Op op, Spec x) {
    if (x.dtype() == DType.BOOL) {
      throw Require.dtype(
          op,
          "Subtraction, the `-` operator, with two bool tensors is not supported. Use logicalXor()"
              + " instead; got %s",
          x);
    }
    return x;
  }

  static Spec compare(Op.Compare op, List<Spec> inputs) {
    return truth(Require.same(op, inputs, 2));
  }

  static Spec compareScalar(Op.CompareScalar op, List<Spec> inputs) {
    Spec x = Require.inputs(op, inputs, 1);
    Require.holds(op, "the number", x.dtype(), op.scalar());
    return truth(x);
  }

  static Spec addScaled(Op.AddScaled op, List<Spec> inputs) {
    Spec x = Require.number(op, Require.same(op, inputs, 2));
    if (op.alpha().kind().compareTo(x.dtype().kind()) > 0) {
      throw Require.dtype(
          op,
          "For integral input tensors, argument alpha must not be a floating point number: alpha is"
              + " %s, the inputs are %s",
          op.alpha(),
          x.dtype());
    }
    return x;
  }

  static Spec where(Op.Where op, List<Spec> inputs) {
    Require.inputs(op, inputs, 3);
    if (inputs.getFirst().dtype() != DType.BOOL) {
      throw Require.dtype(
          op,
          "expected condition to be a boolean tensor, but got a tensor with dtype %s",
          inputs.getFirst().dtype());
    }
    Spec out = Require.same(op, inputs.subList(1, 3), 2);
    masks(op, inputs.getFirst(), out);
    return out;
  }

  static Spec maskedFill(Op.MaskedFill op, List<Spec> inputs) {
    Spec x = Require.inputs(op, inputs, 2);
    if (inputs.get(1).dtype() != DType.BOOL) {
      throw Require.dtype(
          op, "only supports boolean masks, but got mask with dtype %s", inputs.get(1).dtype());
    }
    masks(op, inputs.get(1), x);
    Require.inRange(op, x.dtype(), op.value());
    return x;
  }

  private static void masks(Op op, Spec mask, Spec x) {
    if (!mask.shape().equals(x.shape())) {
      throw Require.shape(op, "expected a mask broadcast to %s, got %s", x.shape(), mask.shape());
    }
  }

  static Spec clamp(Op.Clamp op, List<Spec> inputs) {
    Spec x = Require.number(op, Require.inputs(op, inputs, 1));
    Scalar low = op.low();
    Scalar high = op.high();
    if (low == null && high == null) {
      throw Require.shape(op, "At least one of 'min' or 'max' must not be null");
    }
    if (low != null) {
      Require.holds(op, "min", x.dtype(), low);
    }
    if (high != null) {
      Require.holds(op, "max", x.dtype(), high);
    }
    return x;
  }

  private static Spec truth(Spec x) {
    return new Spec(DType.BOOL, x.shape());
  }
}
