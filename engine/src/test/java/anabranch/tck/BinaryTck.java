package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import anabranch.Rounding;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Arithmetic of two tensors, or of a tensor and a number. */
public abstract class BinaryTck extends OpTck {
  private static final long[][][] SHAPES = {
    {{5, 7}, {5, 7}},
    {{4, 1, 3}, {5, 1}},
    {{}, {6}},
    {{33}, {}},
    {{2, 3, 130}, {130}},
    {{2, 3, 65}, {2, 3, 1}},
    {{0, 3}, {1, 3}},
    {{3, 1}, {1, 0}},
  };

  @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
  enum Function {
    ADD(Tensor::add, Double::sum),
    SUB(Tensor::sub, (a, b) -> a - b),
    MUL(Tensor::mul, (a, b) -> a * b),
    FLOOR_DIV(Tensor::floorDivide, (a, b) -> Math.floor(a / b)),
    TRUNC_DIV((a, b) -> a.div(b, Rounding.TRUNC), (a, b) -> Reference.truncated(a / b)),
    REMAINDER(Tensor::remainder, Reference::remainder),
    MAXIMUM(Tensor::maximum, Math::max),
    MINIMUM(Tensor::minimum, Math::min);

    private final BinaryOperator<Tensor> method;
    private final DoubleBinaryOperator specification;

    Function(BinaryOperator<Tensor> method, DoubleBinaryOperator specification) {
      this.method = method;
      this.specification = specification;
    }
  }

  static Stream<Arguments> functions() {
    List<DType> types =
        List.of(DType.F64, DType.F32, DType.F16, DType.BF16, DType.I64, DType.I32, DType.U8);
    return Arrays.stream(Function.values())
        .flatMap(f -> types.stream().map(type -> arguments(f, type)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void broadcasts(Function f, DType type) {
    for (long[][] shapes : SHAPES) {
      for (Form form : Form.values()) {
        Tensor a = form.of(sample(type, shapes[0]));
        Tensor b = Form.TRANSPOSED.of(nonZero(type, shapes[1]));
        Host expected = Host.zip(Host.of(a), Host.of(b), f.specification).in(type);
        Check.near(type, expected.map(v -> v + 0.0), f.method.apply(a, b).add(0));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("anabranch.tck.OpTck#floatingTypes")
  void dividesAndRaises(DType type) {
    for (long[][] shapes : SHAPES) {
      Tensor a = sample(type, shapes[0]);
      Tensor b = nonZero(type, shapes[1]);
      Host quotient = Host.zip(Host.of(a), Host.of(b), (x, y) -> x / y).in(type);
      Check.near(type, quotient, a.div(b));
      Tensor base = a.abs();
      Host power = Host.zip(Host.of(base), Host.of(b), Math::pow).in(type);
      Check.near(type, power, base.pow(b), 4 * Check.tolerance(type));
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void takesANumber(Function f, DType type) {
    Tensor x = sample(type, 3, 41);
    Number number = 3;
    Host expected = Host.of(x).map(v -> f.specification.applyAsDouble(v, 3)).in(type);
    Tensor actual =
        switch (f) {
          case ADD -> x.add(number);
          case SUB -> x.sub(number);
          case MUL -> x.mul(number);
          case FLOOR_DIV -> x.floorDivide(number);
          case TRUNC_DIV -> x.div(number, Rounding.TRUNC);
          case REMAINDER -> x.remainder(number);
          case MAXIMUM -> x.clamp(number, null);
          case MINIMUM -> x.clamp(null, number);
        };
    Check.near(type, expected.map(v -> v + 0.0), actual.add(0));
  }

  @Test
  void takesANumberOnTheLeft() {
    Tensor x = vector(DType.F32, 1, 2, 4);
    Check.values(x.rsub(1), 0, -1, -3);
    Check.values(x.rdiv(2), 2, 1, 0.5);
    Check.values(x.rpow(2), 2, 4, 16);
    Check.values(longs(0, 1, 5).rpow(3), 1, 3, 243);
    assertEquals(DType.F32, longs(1).rdiv(2).dtype());
  }

  @ParameterizedTest
  @CsvSource({
    "F32, I64, F32",
    "I64, F16, F16",
    "F16, BF16, F32",
    "U8, I32, I32",
    "BOOL, U8, U8",
    "BOOL, I64, I64",
    "F64, F32, F64",
    "BOOL, BF16, BF16"
  })
  void promotesTensors(DType a, DType b, DType expected) {
    assertEquals(expected, sample(a, 2).add(sample(b, 2)).dtype());
    assertEquals(expected, sample(b, 2).add(sample(a, 2)).dtype());
    assertEquals(expected, sample(b).mul(sample(a)).dtype());
  }

  @ParameterizedTest
  @CsvSource({
    "F64, F32, F32",
    "F64, I64, F64",
    "F32, F16, F16",
    "I64, U8, U8",
    "I64, BOOL, I64",
    "I64, F16, F16",
    "F16, I32, F16",
    "BOOL, U8, U8",
    "F32, BOOL, F32"
  })
  void scalarsCountLess(DType scalar, DType shaped, DType expected) {
    assertEquals(expected, sample(scalar).add(sample(shaped, 2)).dtype());
    assertEquals(expected, sample(shaped, 2).add(sample(scalar)).dtype());
    assertEquals(expected, sample(shaped, 0).add(sample(scalar)).dtype());
  }

  @Test
  void numbersCountLeast() {
    assertEquals(DType.F16, sample(DType.F16, 2).add(1.5).dtype());
    assertEquals(DType.F16, sample(DType.F16).add(1.5).dtype());
    assertEquals(DType.F32, sample(DType.I64, 2).mul(0.5).dtype());
    assertEquals(DType.U8, sample(DType.U8, 2).add(1).dtype());
    assertEquals(DType.I64, sample(DType.BOOL, 2).add(1).dtype());
    assertEquals(DType.F32, sample(DType.I64, 2).div(2).dtype());
    assertEquals(DType.F32, sample(DType.BOOL, 2).div(sample(DType.U8, 2)).dtype());
    assertEquals(DType.F16, sample(DType.F16, 2).div(2).dtype());
  }

  @Test
  void addsScaled() {
    Tensor a = vector(DType.F32, 1, 2, 3);
    Tensor b = tensor(DType.F32, new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Check.values(a.sub(b, 2), -1, -2, -3, -7, -8, -9);
    Check.values(a.add(b, 0.5), 1.5, 3, 4.5, 3, 4.5, 6);
    Check.values(longs(1, 2).add(longs(3, 4), -2), -5, -6);
    Check.refused(
        DTypeException.class,
        () -> longs(1).add(longs(1), 1.5),
        "For integral input tensors, argument alpha must not be a floating point number",
        "1.5",
        "I64");
  }

  @Test
  void wholeNumbersWrapAndDivideAsPython() {
    Check.values(vector(DType.U8, 200, 250).add(vector(DType.U8, 100, 10)), 44, 4);
    Check.values(vector(DType.U8, 1, 200).add(300), 45, 244);
    Check.values(vector(DType.U8, 1, 200).sub(5), 252, 195);
    Check.values(vector(DType.I32, 0x7FFFFFFF).add(1), Integer.MIN_VALUE);
    assertEquals(Long.MIN_VALUE, longs(Long.MAX_VALUE).add(1).itemLong());
    assertEquals((1L << 53) + 1, longs(1L << 53).add(1).itemLong());
    assertEquals(1L, longs(1L << 53).add(1).remainder(1L << 53).itemLong());
    Check.values(longs(7, -7, 7, -7).floorDivide(longs(2, 2, -2, -2)), 3, -4, -4, 3);
    Check.values(longs(7, -7, 7, -7).div(longs(2, 2, -2, -2), Rounding.TRUNC), 3, -3, -3, 3);
    Check.values(longs(7, -7, 7, -7).remainder(longs(2, 2, -2, -2)), 1, 1, -1, -1);
    Check.values(longs(7, -7).remainder(-2), -1, -1);
    assertEquals(Long.MIN_VALUE, longs(Long.MIN_VALUE).floorDivide(-1).itemLong());
    assertEquals(0, longs(Long.MIN_VALUE).remainder(-1).itemLong());
  }

  @Test
  void dividesByZero() {
    for (DType type : WHOLE) {
      Tensor x = vector(type, 1, 2, 3);
      Tensor zero = vector(type, 1, 0, 1);
      Check.refused(
          ArithmeticException.class, () -> x.floorDivide(zero).toLongArray(), "floor_div");
      Check.refused(
          ArithmeticException.class, () -> x.div(zero, Rounding.TRUNC).toLongArray(), "trunc_div");
      Check.refused(ArithmeticException.class, () -> x.remainder(zero).toLongArray(), "remainder");
      Check.refused(ArithmeticException.class, () -> x.remainder(0).toLongArray(), "remainder");
      Check.refused(ArithmeticException.class, () -> x.floorDivide(0).toLongArray(), "floor_div");
    }
    Check.values(vector(DType.F32, 1, -1, 0).div(0), INF, -INF, NAN);
    Check.values(vector(DType.F32, 1, -1, 0).floorDivide(0), INF, -INF, NAN);
    Check.values(vector(DType.F64, 1, -1, NAN).remainder(0), NAN, NAN, NAN);
    Check.values(longs(1, -1, 0).div(longs(0, 0, 0)), INF, -INF, NAN);
  }

  @Test
  void remaindersTakeTheDivisorsSign() {
    Tensor a = vector(DType.F32, 5, -5, 5, -5, 0.5);
    Tensor b = vector(DType.F32, 3, 3, -3, -3, -1);
    Check.values(a.remainder(b), 2, 1, -1, -2, -0.5);
    Check.values(vector(DType.F64, 5, -5).remainder(INF), 5, INF);
  }

  @Test
  void raisesToPowers() {
    Check.values(vector(DType.F32, -2, 0, 3).pow(3), -8, 0, 27);
    Check.values(vector(DType.F64, -2, 0, 4).pow(-1), -0.5, INF, 0.25);
    Check.values(vector(DType.F32, -8, 4).pow(0.5), NAN, 2);
    Check.values(vector(DType.F32, NAN, 0, INF).pow(0), 1, 1, 1);
    Check.values(longs(2, -3, 1).pow(longs(10, 3, -5)), 1024, -27, 1);
    Check.values(longs(-1, -1, 2, 1).pow(longs(-1, -2, -1, -7)), -1, 1, 0, 1);
    assertEquals(4052555153018976267L, longs(3).pow(39).itemLong());
    Check.refused(
        DTypeException.class,
        () -> longs(2).pow(-1),
        "Integers to negative integer powers are not allowed",
        "I64[1]",
        "-1");
  }

  @Test
  void nanWinsMaximaAndMinima() {
    Tensor a = vector(DType.F32, 1, NAN, 3, -0.0, INF);
    Tensor b = vector(DType.F32, NAN, 2, -3, 0.0, 1);
    Check.values(a.maximum(b).add(0), NAN, NAN, 3, 0, INF);
    Check.values(a.minimum(b).slice(0, 0, 3), NAN, NAN, -3);
    Check.values(a.clamp(-1, 2), 1, NAN, 2, -0.0, 2);
  }

  @Test
  void truthValues() {
    Tensor a = vector(DType.BOOL, 0, 0, 1, 1);
    Tensor b = vector(DType.BOOL, 0, 1, 0, 1);
    Check.near(DType.BOOL, new Host(Shape.of(4), new double[] {0, 1, 1, 1}), a.add(b));
    Check.near(DType.BOOL, new Host(Shape.of(4), new double[] {0, 0, 0, 1}), a.mul(b));
    Check.values(a.maximum(b), 0, 1, 1, 1);
    Check.values(a.bitwiseAnd(b), 0, 0, 0, 1);
    Check.values(a.bitwiseOr(b), 0, 1, 1, 1);
    Check.values(a.bitwiseXor(b), 0, 1, 1, 0);
    Check.refused(DTypeException.class, () -> a.sub(b), "sub", "bool tensor is not supported");
    Check.refused(DTypeException.class, () -> a.sub(longs(1)), "bool tensor is not supported");
    Check.refused(DTypeException.class, () -> a.rsub(1), "bool tensor is not supported");
    Check.refused(DTypeException.class, () -> a.pow(b), "pow", "not implemented for BOOL");
    Check.refused(DTypeException.class, () -> a.floorDivide(b), "floor_div", "BOOL");
  }

  @Test
  void bits() {
    Check.values(longs(12, -1).bitwiseAnd(longs(10, 7)), 8, 7);
    Check.values(longs(12, -1).bitwiseOr(longs(10, 7)), 14, -1);
    Check.values(longs(12, -1).bitwiseXor(longs(10, 7)), 6, -8);
    Check.values(longs(1, 2).bitwiseAnd(vector(DType.BOOL, 1, 0)), 1, 0);
    Check.refused(
        DTypeException.class,
        () -> vector(DType.F32, 1).bitwiseAnd(vector(DType.F32, 1)),
        "bitwise_and",
        "not implemented for F32");
  }

  @Test
  void shapesThatDoNotBroadcast() {
    Check.refused(
        ShapeException.class,
        () -> Tensors.ones(2, 3).add(Tensors.ones(2, 4)),
        "add",
        "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1",
        "[2, 3]",
        "[2, 4]");
    Check.refused(
        ShapeException.class,
        () -> Tensors.ones(2, 0).mul(Tensors.ones(2, 2)),
        "mul",
        "(0) must match the size of tensor b (2)");
  }

  @Test
  void largeTensorsAreSlicedWithoutSeams() {
    Tensor x = Tensors.arange(device(), DType.F32, 0, 1 << 20, 1);
    Tensor y = x.mul(2).add(x).sub(x.mul(3));
    Check.values(y.abs().max(), 0);
    Tensor strided = x.reshape(1 << 10, 1 << 10).t();
    Check.values(strided.add(strided.contiguous()).sub(strided.mul(2)).abs().max(), 0);
  }
}
