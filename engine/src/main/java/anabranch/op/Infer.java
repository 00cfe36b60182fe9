package anabranch.op;

import anabranch.shape.DType;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.List;

/**
 * The shapes and types that follow from an operation and its inputs, and the check of both. All
 * messages begin with the operation's name and hold the values; where PyTorch has words for the
 * mistake, they are PyTorch's.
 */
public final class Infer {
  private Infer() {}

  /**
   * What {@code op} makes of {@code inputs}, which are as the operation documents them: elementwise
   * ones broadcast and of one type. {@link Op.Copy} gives a tensor like its input.
   *
   * @throws ShapeException if shapes or sizes do not fit, or {@code op} writes to outputs of the
   *     caller's choice ({@link Op.Fill}, {@link Op.Arange}, {@link Op.Random}, {@link Op.Scatter})
   * @throws anabranch.shape.DTypeException if the operation is not defined for the types
   */
  public static List<Spec> outputs(Op op, List<Spec> inputs) {
    return switch (op) {
      case Op.Unary u -> List.of(InferElementwise.unary(u, inputs));
      case Op.Test t -> List.of(InferElementwise.test(t, inputs));
      case Op.Binary b -> List.of(InferElementwise.binary(b, inputs));
      case Op.Compare c -> List.of(InferElementwise.compare(c, inputs));
      case Op.BinaryScalar b -> List.of(InferElementwise.binaryScalar(b, inputs));
      case Op.CompareScalar c -> List.of(InferElementwise.compareScalar(c, inputs));
      case Op.AddScaled a -> List.of(InferElementwise.addScaled(a, inputs));
      case Op.Where w -> List.of(InferElementwise.where(w, inputs));
      case Op.MaskedFill m -> List.of(InferElementwise.maskedFill(m, inputs));
      case Op.Clamp c -> List.of(InferElementwise.clamp(c, inputs));
      case Op.Copy c -> List.of(Require.inputs(c, inputs, 1));
      case Op.Fill f -> throw chosenByCaller(f);
      case Op.Arange a -> throw chosenByCaller(a);
      case Op.Random r -> throw chosenByCaller(r);
      case Op.Scatter s -> throw chosenByCaller(s);
      case Op.Reduce r -> List.of(InferReduce.reduce(r, inputs));
      case Op.ArgReduce a -> InferReduce.argReduce(a, inputs);
      case Op.Cumsum c -> List.of(InferReduce.cumsum(c, inputs));
      case Op.Sort s -> InferReduce.sort(s, inputs);
      case Op.TopK t -> InferReduce.topK(t, inputs);
      case Op.Softmax s -> List.of(InferReduce.softmax(s, inputs));
      case Op.MatMul m -> List.of(InferMatrix.matmul(m, inputs));
      case Op.LayerNorm n -> List.of(InferMatrix.layerNorm(n, inputs));
      case Op.IndexSelect s -> List.of(InferIndexing.indexSelect(s, inputs));
      case Op.Gather g -> List.of(InferIndexing.gather(g, inputs));
      case Op.Lstm l -> InferRecurrent.lstm(l, inputs);
      case Op.Gru g -> InferRecurrent.gru(g, inputs);
    };
  }

  private static ShapeException chosenByCaller(Op op) {
    return Require.shape(op, "the output does not follow from the inputs; the caller provides it");
  }

  /**
   * Checks that {@code op} may write to {@code outputs}, which the caller provides.
   *
   * @throws ShapeException if shapes or sizes do not fit
   * @throws anabranch.shape.DTypeException if the operation is not defined for the types
   */
  public static void check(Op op, List<Spec> outputs, List<Spec> inputs) {
    switch (op) {
      case Op.Copy c -> copied(c, single(c, outputs), Require.inputs(c, inputs, 1));
      case Op.Fill f -> {
        Require.none(f, inputs);
        Require.inRange(f, single(f, outputs).dtype(), f.value());
      }
      case Op.Arange a -> ranged(a, single(a, outputs), inputs);
      case Op.Random r -> drawn(r, single(r, outputs), inputs);
      case Op.Scatter s -> InferIndexing.scatter(s, single(s, outputs), inputs);
      default -> {
        List<Spec> expected = outputs(op, inputs);
        if (!expected.equals(outputs)) {
          throw Require.shape(op, "expected outputs %s, got %s", expected, outputs);
        }
      }
    }
  }

  /**
   * The shape that all of {@code shapes} broadcast to.
   *
   * @param name the operation's name, for the message
   * @throws ShapeException if they do not go together
   */
  public static Shape broadcast(String name, Shape... shapes) {
    Shape out = Shape.SCALAR;
    for (Shape shape : shapes) {
      try {
        out = Shape.broadcast(out, shape);
      } catch (ShapeException e) {
        throw new ShapeException(
            "%s: %s; the shapes are %s".formatted(name, e.getMessage(), List.of(shapes)));
      }
    }
    return out;
  }

  private static Spec single(Op op, List<Spec> outputs) {
    if (outputs.size() != 1) {
      throw Require.shape(op, "expected one output, got %d: %s", outputs.size(), outputs);
    }
    return outputs.getFirst();
  }

  private static void copied(Op op, Spec output, Spec input) {
    if (!output.shape().equals(input.shape())) {
      throw Require.shape(
          op, "expected a source of shape %s, got %s", output.shape(), input.shape());
    }
  }

  private static void ranged(Op op, Spec output, List<Spec> inputs) {
    Require.none(op, inputs);
    Require.number(op, output);
    if (output.shape().rank() != 1) {
      throw Require.shape(op, "expected an output of one dimension, got %s", output.shape());
    }
  }

  private static void drawn(Op.Random op, Spec output, List<Spec> inputs) {
    Require.none(op, inputs);
    switch (op.distribution()) {
      case UNIFORM, NORMAL -> Require.floating(op, output);
      case INTEGERS -> integers(op, output);
      case BERNOULLI -> probability(op);
    }
  }

  private static void integers(Op.Random op, Spec output) {
    if (output.dtype() == DType.BOOL || !(op.a() < op.b())) {
      throw Require.shape(
          op,
          "expects 'from' to be less than 'to' and an output of numbers, but got from=%s, to=%s,"
              + " %s",
          op.a(),
          op.b(),
          output);
    }
  }

  private static void probability(Op.Random op) {
    if (!(op.a() >= 0 && op.a() <= 1)) {
      throw Require.shape(op, "expects p to be in [0, 1], got %s", op.a());
    }
  }
}
