package anabranch.op;

import static anabranch.shape.DType.BF16;
import static anabranch.shape.DType.BOOL;
import static anabranch.shape.DType.F16;
import static anabranch.shape.DType.F32;
import static anabranch.shape.DType.F64;
import static anabranch.shape.DType.I32;
import static anabranch.shape.DType.I64;
import static anabranch.shape.DType.U8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What follows from an operation and its inputs, and the words for what does not fit. */
class InferTest {
  private static Spec spec(DType type, long... sizes) {
    return new Spec(type, Shape.of(sizes));
  }

  private static Op.Reduce reduce(Op.Reduction kind, Integer... dims) {
    return new Op.Reduce(kind, List.of(dims), 1);
  }

  static Stream<Arguments> results() {
    Spec x = spec(F32, 2, 3);
    return Stream.of(
        arguments(Op.Unary.EXP, List.of(x), List.of(x)),
        arguments(Op.Unary.NEG, List.of(spec(U8, 4)), List.of(spec(U8, 4))),
        arguments(Op.Unary.BITWISE_NOT, List.of(spec(BOOL)), List.of(spec(BOOL))),
        arguments(Op.Test.ISNAN, List.of(spec(I64, 0, 3)), List.of(spec(BOOL, 0, 3))),
        arguments(Op.Binary.ADD, List.of(x, x), List.of(x)),
        arguments(Op.Binary.MUL, List.of(spec(BOOL), spec(BOOL)), List.of(spec(BOOL))),
        arguments(Op.Compare.LT, List.of(x, x), List.of(spec(BOOL, 2, 3))),
        arguments(new Op.BinaryScalar(Op.Binary.POW, Scalar.of(3), false), List.of(x), List.of(x)),
        arguments(
            new Op.CompareScalar(Op.Compare.GE, Scalar.of(0.5)),
            List.of(x),
            List.of(spec(BOOL, 2, 3))),
        arguments(new Op.AddScaled(Scalar.of(2)), List.of(x, x), List.of(x)),
        arguments(new Op.Where(), List.of(spec(BOOL, 2, 3), x, x), List.of(x)),
        arguments(
            new Op.MaskedFill(Scalar.of(1.5)),
            List.of(spec(I64, 2), spec(BOOL, 2)),
            List.of(spec(I64, 2))),
        arguments(new Op.Clamp(Scalar.of(0), null), List.of(x), List.of(x)),
        arguments(new Op.Copy(), List.of(x), List.of(x)),
        arguments(reduce(Op.Reduction.SUM, 0), List.of(x), List.of(spec(F32, 1, 3))),
        arguments(reduce(Op.Reduction.MEAN, 0, 1), List.of(x), List.of(spec(F32, 1, 1))),
        arguments(reduce(Op.Reduction.ANY, 1), List.of(x), List.of(spec(BOOL, 2, 1))),
        arguments(reduce(Op.Reduction.MAX, 1), List.of(spec(I32, 0, 3)), List.of(spec(I32, 0, 1))),
        arguments(reduce(Op.Reduction.SUM), List.of(spec(F64)), List.of(spec(F64))),
        arguments(new Op.ArgReduce(true, 1), List.of(x), List.of(spec(F32, 2, 1), spec(I64, 2, 1))),
        arguments(new Op.ArgReduce(false, 0), List.of(spec(F32)), List.of(spec(F32), spec(I64))),
        arguments(reduce(Op.Reduction.PROD, 0), List.of(spec(U8, 2)), List.of(spec(I64, 1))),
        arguments(new Op.Cumsum(0), List.of(spec(BOOL, 2)), List.of(spec(I64, 2))),
        arguments(new Op.Cumsum(0), List.of(x), List.of(x)),
        arguments(new Op.Sort(1, true), List.of(x), List.of(x, spec(I64, 2, 3))),
        arguments(new Op.TopK(2, 1, true), List.of(x), List.of(spec(F32, 2, 2), spec(I64, 2, 2))),
        arguments(new Op.Softmax(0, false), List.of(x), List.of(x)),
        arguments(
            new Op.MatMul(1, 0, false),
            List.of(spec(F32, 7, 2, 3), spec(F32, 7, 3, 5)),
            List.of(spec(F32, 7, 2, 5))),
        arguments(
            new Op.MatMul(2, 1, false),
            List.of(x, spec(F32, 3, 0), spec(F32, 2, 0)),
            List.of(spec(F32, 2, 0))),
        arguments(new Op.LayerNorm(2, 1e-5, true), List.of(x, x, x), List.of(x)),
        arguments(new Op.IndexSelect(0), List.of(x, spec(I64, 5)), List.of(spec(F32, 5, 3))),
        arguments(new Op.Gather(1), List.of(x, spec(I64, 1, 9)), List.of(spec(F32, 1, 9))));
  }

  @ParameterizedTest
  @MethodSource("results")
  void followsFromTheInputs(Op op, List<Spec> inputs, List<Spec> outputs) {
    assertEquals(outputs, Infer.outputs(op, inputs));
    Infer.check(op, outputs, inputs);
  }

  static Stream<Arguments> shapeMistakes() {
    Spec x = spec(F32, 2, 3);
    return Stream.of(
        arguments(Op.Binary.ADD, List.of(x, spec(F32, 2, 4)), "add: expected inputs broadcast"),
        arguments(Op.Unary.EXP, List.of(x, x), "exp: expected 1 inputs, got 2"),
        arguments(
            reduce(Op.Reduction.MAX, 0),
            List.of(spec(F32, 0, 3)),
            "max: Expected reduction dim 0 to have non-zero size, the shape is [0, 3]"),
        arguments(reduce(Op.Reduction.SUM, 2), List.of(x), "sum: dimension 2 is not one of"),
        arguments(reduce(Op.Reduction.SUM, 1, 0), List.of(x), "sum: expected ascending"),
        arguments(
            new Op.ArgReduce(false, 1),
            List.of(spec(F32, 3, 0)),
            "min: Expected reduction dim 1 to have non-zero size"),
        arguments(
            new Op.TopK(4, 1, true), List.of(x), "topk: selected index k out of range: k is 4"),
        arguments(
            new Op.MatMul(1, 0, false),
            List.of(x, spec(F32, 4, 5)),
            "matmul: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)"),
        arguments(
            new Op.MatMul(1, 0, false),
            List.of(spec(F32, 2, 2, 3), spec(F32, 3, 3, 5)),
            "matmul: expected equal batch dimensions, got [2, 2, 3] and [3, 3, 5]"),
        arguments(
            new Op.MatMul(1, 1, false),
            List.of(x, spec(F32, 3, 5), spec(F32, 5)),
            "matmul: expected the summand of shape [2, 5], got [5]"),
        arguments(
            new Op.LayerNorm(1, 1e-5, true),
            List.of(x, spec(F32, 2), spec(F32, 3)),
            "layer_norm: Expected weight to be of same shape as normalized_shape, but got weight of"
                + " shape [2] and normalized_shape = [3]"),
        arguments(
            new Op.IndexSelect(0),
            List.of(x, spec(I64, 1, 1)),
            "index_select: Index is supposed to be a vector, got shape [1, 1]"),
        arguments(
            new Op.Gather(0),
            List.of(x, spec(I64, 2)),
            "gather: Index tensor must have the same number of dimensions as input tensor, got [2]"
                + " and [2, 3]"),
        arguments(
            new Op.Gather(0),
            List.of(x, spec(I64, 2, 4)),
            "gather: Size does not match at dimension 1 expected index [2, 4] to be smaller than"
                + " input [2, 3] apart from dimension 0"),
        arguments(
            new Op.Clamp(null, null),
            List.of(x),
            "clamp: At least one of 'min' or 'max' must not be null"),
        arguments(new Op.Fill(Scalar.of(1)), List.of(), "fill: the output does not follow"));
  }

  @ParameterizedTest
  @MethodSource("shapeMistakes")
  void refusesShapes(Op op, List<Spec> inputs, String message) {
    ShapeException e = assertThrows(ShapeException.class, () -> Infer.outputs(op, inputs));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  static Stream<Arguments> typeMistakes() {
    Spec b = spec(BOOL, 2);
    Spec i = spec(I64, 2);
    Spec f = spec(F32, 2);
    return Stream.of(
        arguments(Op.Unary.NEG, List.of(b), "neg: Negation, the `-` operator, on a bool tensor"),
        arguments(Op.Unary.EXP, List.of(i), "exp: not implemented for I64; expected a floating"),
        arguments(Op.Unary.BITWISE_NOT, List.of(f), "bitwise_not: not implemented for F32"),
        arguments(Op.Binary.SUB, List.of(b, b), "sub: Subtraction, the `-` operator"),
        arguments(Op.Binary.DIV, List.of(i, i), "div: not implemented for I64"),
        arguments(Op.Binary.POW, List.of(b, b), "pow: not implemented for BOOL"),
        arguments(Op.Binary.BITWISE_OR, List.of(f, f), "bitwise_or: not implemented for F32"),
        arguments(
            Op.Binary.ADD,
            List.of(f, spec(F64, 2)),
            "add: expected inputs of one type, but found F32 and F64: F32[2] and F64[2]"),
        arguments(
            new Op.BinaryScalar(Op.Binary.ADD, Scalar.of(1.5), false),
            List.of(i),
            "add: result type F32 can't be cast to the desired output type I64"),
        arguments(
            new Op.BinaryScalar(Op.Binary.POW, Scalar.of(-1), false),
            List.of(i),
            "pow: Integers to negative integer powers are not allowed"),
        arguments(
            new Op.AddScaled(Scalar.of(0.5)),
            List.of(i, i),
            "add: For integral input tensors, argument alpha must not be a floating point number"),
        arguments(
            new Op.Where(),
            List.of(i, f, f),
            "where: expected condition to be a boolean tensor, but got a tensor with dtype I64"),
        arguments(
            new Op.MaskedFill(Scalar.of(300)),
            List.of(spec(U8, 2), b),
            "masked_fill: value 300 cannot be converted to type U8 without overflow"),
        arguments(
            new Op.MaskedFill(Scalar.of(1)),
            List.of(f, i),
            "masked_fill: only supports boolean masks, but got mask with dtype I64"),
        arguments(
            reduce(Op.Reduction.MEAN, 0),
            List.of(i),
            "mean: could not infer output dtype. Input dtype must be either a floating point or"
                + " complex dtype. Got: I64"),
        arguments(reduce(Op.Reduction.STD, 0), List.of(i), "std: not implemented for I64"),
        arguments(new Op.TopK(1, 0, true), List.of(b), "topk: not implemented for BOOL"),
        arguments(new Op.Softmax(0, true), List.of(i), "log_softmax: not implemented for I64"),
        arguments(
            new Op.MatMul(1, 0, false),
            List.of(spec(F32, 2, 2), spec(F16, 2, 2)),
            "matmul: expected inputs of one type, but found F32 and F16"),
        arguments(
            new Op.LayerNorm(1, 1e-5, false), List.of(i), "layer_norm: not implemented for I64"),
        arguments(
            new Op.IndexSelect(0),
            List.of(f, f),
            "index_select: Expected dtype I64 for index, got F32[2]"));
  }

  @ParameterizedTest
  @MethodSource("typeMistakes")
  void refusesTypes(Op op, List<Spec> inputs, String message) {
    DTypeException e = assertThrows(DTypeException.class, () -> Infer.outputs(op, inputs));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void fillTakesValuesInRange(DType type) {
    List<Spec> out = List.of(spec(type, 3));
    Infer.check(new Op.Fill(Scalar.of(1.5)), out, List.of());
    Infer.check(new Op.Fill(Scalar.of(true)), out, List.of());
    if (type.isIntegral()) {
      assertThrows(
          DTypeException.class,
          () -> Infer.check(new Op.Fill(Scalar.of(Double.NaN)), out, List.of()));
      assertThrows(
          DTypeException.class, () -> Infer.check(new Op.Fill(Scalar.of(1e30)), out, List.of()));
    }
    if (type == I32) {
      assertThrows(
          DTypeException.class,
          () -> Infer.check(new Op.Fill(Scalar.of(1L << 31)), out, List.of()));
    }
  }

  @Test
  void checksOutputsThatTheCallerProvides() {
    Spec x = spec(F32, 2, 3);
    Infer.check(new Op.Copy(), List.of(spec(BF16, 2, 3)), List.of(x));
    Infer.check(new Op.Scatter(0, true), List.of(x), List.of(spec(I64, 5, 3), spec(F32, 5, 3)));
    Infer.check(new Op.Random(Op.Distribution.INTEGERS, 1, 0, 5), List.of(spec(U8, 2)), List.of());
    Infer.check(new Op.Arange(Scalar.of(0), Scalar.of(1)), List.of(spec(I64, 4)), List.of());
    refused(new Op.Copy(), x, List.of(spec(F32, 3)), "copy: expected a source of shape [2, 3]");
    refused(
        new Op.Scatter(0, false),
        x,
        List.of(spec(I64, 1, 4), spec(F32, 1, 4)),
        "scatter: Size does not match at dimension 1");
    refused(
        new Op.Scatter(0, false),
        x,
        List.of(spec(I64, 1, 3), spec(F32, 2, 3)),
        "scatter: expected a source of the index's shape [1, 3], got [2, 3]");
    refused(
        new Op.Random(Op.Distribution.INTEGERS, 1, 5, 5),
        x,
        List.of(),
        "random: expects 'from' to be less than 'to'");
    refused(
        new Op.Random(Op.Distribution.BERNOULLI, 1, 1.5, 0),
        x,
        List.of(),
        "random: expects p to be in [0, 1], got 1.5");
    refused(Op.Unary.EXP, spec(F32, 2), List.of(x), "exp: expected outputs [F32[2, 3]], got");
  }

  private static void refused(Op op, Spec output, List<Spec> inputs, String message) {
    ShapeException e =
        assertThrows(ShapeException.class, () -> Infer.check(op, List.of(output), inputs));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void broadcastNamesTheOperationAndTheShapes() {
    assertEquals(Shape.of(4, 2, 3), Infer.broadcast("add", Shape.of(2, 1), Shape.of(4, 1, 3)));
    ShapeException e =
        assertThrows(
            ShapeException.class, () -> Infer.broadcast("add", Shape.of(2, 3), Shape.of(2, 4)));
    assertEquals(
        "add: The size of tensor a (3) must match the size of tensor b (4) at non-singleton"
            + " dimension 1; the shapes are [[2, 3], [2, 4]]",
        e.getMessage());
  }
}
