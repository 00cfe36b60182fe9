package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.op.Op;
import anabranch.op.Scalar;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import anabranch.spi.View;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElementwiseLoopsTest {
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    3,
    -7,
    0.1,
    1e-6,
    -1e-6,
    20,
    -20,
    100,
    -100,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static DoubleUnaryOperator reference(Op.Unary op) {
    return switch (op) {
      case NEG -> x -> -x;
      case ABS -> Math::abs;
      case EXP -> Math::exp;
      case LOG -> Math::log;
      case LOG1P -> Math::log1p;
      case EXPM1 -> Math::expm1;
      case SQRT -> Math::sqrt;
      case RSQRT -> x -> 1 / Math.sqrt(x);
      case RECIPROCAL -> x -> 1 / x;
      case SIN -> Math::sin;
      case COS -> Math::cos;
      case ERF -> ErrorFunction::erf;
      case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
      case TANH -> Math::tanh;
      case RELU -> x -> x < 0 ? 0 : x;
      case GELU -> x -> x * ErrorFunction.normal(x);
      case SILU -> x -> x / (1 + Math.exp(-x));
      case FLOOR -> Math::floor;
      case CEIL -> Math::ceil;
      case ROUND -> Math::rint;
      case TRUNC -> x -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case SIGN -> x -> x > 0 ? 1 : x < 0 ? -1 : 0;
      case BITWISE_NOT -> throw new IllegalArgumentException("whole");
    };
  }

  private double[] numbers(DType dtype, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      double value = i < SPECIAL.length ? SPECIAL[i] : rig.random.nextGaussian() * 3;
      values[i] = Rounding.to(dtype, value);
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource(
      value = Op.Unary.class,
      names = {"BITWISE_NOT"},
      mode = EnumSource.Mode.EXCLUDE)
  void unaryOperationsAreTheirFormulasInEveryFloatingType(Op.Unary op) {
    for (DType dtype : new DType[] {DType.F64, DType.F32, DType.F16, DType.BF16}) {
      Shape shape = Shape.of(5, 7, 31);
      double[] x = numbers(dtype, 5 * 7 * 31);
      View in = rig.reals(dtype, x, rig.scattered(shape));
      View out = rig.make(dtype, rig.scattered(shape));

      rig.run(op, out, in);

      double[] expected = DoubleStream.of(x).map(reference(op)).toArray();
      if (op == Op.Unary.GELU || op == Op.Unary.SILU) {
        Rig.assertNear(dtype, expected, rig.reals(out), 4);
      } else {
        Rig.assertClose(dtype, expected, rig.reals(out), 3);
      }
      rig.assertNothingElseWritten(out);
    }
  }

  @Test
  void unaryOperationsOfWholeNumbersWrap() {
    View x = rig.wholes(DType.I32, new long[] {5, -5, 0, Integer.MIN_VALUE}, 4);
    View bytes = rig.wholes(DType.U8, new long[] {5, 255, 0, 128}, 4);
    View out = rig.make(DType.I32, 4);
    View outBytes = rig.make(DType.U8, 4);

    rig.run(Op.Unary.NEG, out, x);
    assertArrayEquals(new long[] {-5, 5, 0, Integer.MIN_VALUE}, rig.wholes(out));
    rig.run(Op.Unary.ABS, out, x);
    assertArrayEquals(new long[] {5, 5, 0, Integer.MIN_VALUE}, rig.wholes(out));
    rig.run(Op.Unary.SIGN, out, x);
    assertArrayEquals(new long[] {1, -1, 0, -1}, rig.wholes(out));
    rig.run(Op.Unary.BITWISE_NOT, out, x);
    assertArrayEquals(new long[] {-6, 4, -1, Integer.MAX_VALUE}, rig.wholes(out));
    rig.run(Op.Unary.NEG, outBytes, bytes);
    assertArrayEquals(new long[] {251, 1, 0, 128}, rig.wholes(outBytes));
    rig.run(Op.Unary.BITWISE_NOT, outBytes, bytes);
    assertArrayEquals(new long[] {250, 0, 255, 127}, rig.wholes(outBytes));
    rig.run(Op.Unary.ROUND, out, x);
    assertArrayEquals(new long[] {5, -5, 0, Integer.MIN_VALUE}, rig.wholes(out));
  }

  @Test
  void notOfTruthValuesIsTheOther() {
    View x = rig.wholes(DType.BOOL, new long[] {0, 1}, 2);
    rig.run(Op.Unary.BITWISE_NOT, x, x);
    assertArrayEquals(new long[] {1, 0}, rig.wholes(x));
  }

  @Test
  void anOperationOutsideItsTypesIsRefused() {
    View whole = rig.wholes(DType.I64, new long[] {1}, 1);
    View real = rig.reals(DType.F32, new double[] {1}, 1);
    assertThrows(DTypeException.class, () -> rig.run(Op.Unary.EXP, whole, whole));
    assertThrows(DTypeException.class, () -> rig.run(Op.Unary.BITWISE_NOT, real, real));
    assertThrows(DTypeException.class, () -> rig.run(Op.Binary.DIV, whole, whole, whole));
    assertThrows(DTypeException.class, () -> rig.run(Op.Binary.BITWISE_OR, real, real, real));
  }

  private static DoubleBinaryOperator reference(Op.Binary op) {
    return switch (op) {
      case ADD -> Double::sum;
      case SUB -> (a, b) -> a - b;
      case MUL -> (a, b) -> a * b;
      case DIV -> (a, b) -> a / b;
      case TRUNC_DIV -> (a, b) -> a / b < 0 ? Math.ceil(a / b) : Math.floor(a / b);
      case POW -> Math::pow;
      case MAXIMUM -> Math::max;
      case MINIMUM -> Math::min;
      case FLOOR_DIV, REMAINDER, BITWISE_AND, BITWISE_OR, BITWISE_XOR ->
          throw new IllegalArgumentException("tested by themselves");
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = Op.Binary.class,
      names = {"FLOOR_DIV", "REMAINDER", "BITWISE_AND", "BITWISE_OR", "BITWISE_XOR"},
      mode = EnumSource.Mode.EXCLUDE)
  void binaryOperationsAreTheirFormulasForAnyStrides(Op.Binary op) {
    for (DType dtype : new DType[] {DType.F64, DType.F32, DType.F16, DType.BF16}) {
      Shape shape = Shape.of(3, 41, 17);
      View a = rig.reals(dtype, numbers(dtype, 3 * 41 * 17), rig.scattered(shape));
      View b = rig.reals(dtype, numbers(dtype, 3 * 41 * 17), rig.expanded(shape));
      View out = rig.make(dtype, rig.scattered(shape));

      rig.run(op, out, a, b);

      double[] x = rig.reals(a);
      double[] y = rig.reals(b);
      double[] expected = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        expected[i] = rounded(dtype, reference(op), x[i], y[i]);
      }
      Rig.assertClose(dtype, expected, rig.reals(out), op == Op.Binary.POW ? 2 : 0);
      rig.assertNothingElseWritten(out);
    }
  }

  /** Types narrower than F32 are computed in F32. */
  private static double rounded(DType dtype, DoubleBinaryOperator f, double a, double b) {
    double exact = f.applyAsDouble(a, b);
    return dtype == DType.F64 ? exact : (float) exact;
  }

  @Test
  void realFloorDivisionAndRemainderFollowPython() {
    double inf = Double.POSITIVE_INFINITY;
    double[] a = {7, -7, 7, -7, 1, -1, 0, 5, -5, 5, inf, -0.0, 6, 1};
    double[] b = {2, 2, -2, -2, 0, 0, 0, inf, inf, -inf, 2, 3, -3, 0.1};
    double[] quotients = {3, -4, -4, 3, inf, -inf, Double.NaN, 0, -1, -1, Double.NaN, -0.0, -2, 9};
    double[] rests = {1, 1, -1, -1, Double.NaN, Double.NaN, Double.NaN, 5, inf, -inf, Double.NaN};
    View x = rig.reals(DType.F64, a, 14);
    View y = rig.reals(DType.F64, b, 14);
    View out = rig.make(DType.F64, 14);

    rig.run(Op.Binary.FLOOR_DIV, out, x, y);
    assertArrayEquals(quotients, rig.reals(out));
    rig.run(Op.Binary.REMAINDER, out, x, y);
    double[] actual = rig.reals(out);
    assertArrayEquals(rests, Arrays.copyOf(actual, rests.length));
    assertEquals(0.1, actual[13], 1e-15);
  }

  private static LongBinaryOperator wholeReference(Op.Binary op) {
    return switch (op) {
      case ADD -> Long::sum;
      case SUB -> (a, b) -> a - b;
      case MUL -> (a, b) -> a * b;
      case FLOOR_DIV -> Math::floorDiv;
      case TRUNC_DIV -> (a, b) -> a / b;
      case REMAINDER -> Math::floorMod;
      case MAXIMUM -> Math::max;
      case MINIMUM -> Math::min;
      case BITWISE_AND -> (a, b) -> a & b;
      case BITWISE_OR -> (a, b) -> a | b;
      case BITWISE_XOR -> (a, b) -> a ^ b;
      case DIV, POW -> throw new IllegalArgumentException("tested by themselves");
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = Op.Binary.class,
      names = {"DIV", "POW"},
      mode = EnumSource.Mode.EXCLUDE)
  void wholeNumbersWrapInTheirOwnType(Op.Binary op) {
    for (DType dtype : new DType[] {DType.I64, DType.I32, DType.U8}) {
      Shape shape = Shape.of(9, 13);
      long[] values = LongStream.generate(rig.random::nextLong).limit(117).toArray();
      long[] divisors = LongStream.of(values).map(v -> 1 | Long.rotateLeft(v, 17)).toArray();
      View a = rig.wholes(dtype, values, rig.scattered(shape));
      View b = rig.wholes(dtype, divisors, rig.expanded(shape));
      View out = rig.make(dtype, rig.scattered(shape));

      rig.run(op, out, a, b);

      long[] x = rig.wholes(a);
      long[] y = rig.wholes(b);
      long[] expected = new long[x.length];
      for (int i = 0; i < x.length; i++) {
        Scalar exact = Scalar.of(wholeReference(op).applyAsLong(x[i], y[i]));
        expected[i] = Rounding.whole(dtype, exact);
      }
      assertArrayEquals(expected, rig.wholes(out), dtype::torchName);
      rig.assertNothingElseWritten(out);
    }
  }

  @Test
  void truthValuesAddAsOrAndMultiplyAsAnd() {
    View a = rig.wholes(DType.BOOL, new long[] {0, 0, 1, 1}, 4);
    View b = rig.wholes(DType.BOOL, new long[] {0, 1, 0, 1}, 4);
    View out = rig.make(DType.BOOL, 4);
    rig.run(Op.Binary.ADD, out, a, b);
    assertArrayEquals(new long[] {0, 1, 1, 1}, rig.wholes(out));
    rig.run(Op.Binary.MUL, out, a, b);
    assertArrayEquals(new long[] {0, 0, 0, 1}, rig.wholes(out));
    rig.run(Op.Binary.BITWISE_XOR, out, a, b);
    assertArrayEquals(new long[] {0, 1, 1, 0}, rig.wholes(out));
  }

  @Test
  void wholePowersWrapAndTakeNegativeExponents() {
    View a = rig.wholes(DType.I64, new long[] {2, -1, -1, 0, 1, 3}, 6);
    View b = rig.wholes(DType.I64, new long[] {-1, -1, -2, -1, -5, 70}, 6);
    View out = rig.make(DType.I64, 6);
    rig.run(Op.Binary.POW, out, a, b);
    assertArrayEquals(new long[] {0, -1, 1, 0, 1, 2293070008301402073L}, rig.wholes(out));
  }

  @Test
  void dividingWholeNumbersByZeroIsAnErrorThatNamesTheOperation() {
    View a = rig.wholes(DType.I32, new long[] {1}, 1);
    View zero = rig.wholes(DType.I32, new long[] {0}, 1);
    for (Op.Binary op : new Op.Binary[] {Op.Binary.FLOOR_DIV, Op.Binary.TRUNC_DIV}) {
      String message =
          assertThrows(ArithmeticException.class, () -> rig.run(op, a, a, zero)).getMessage();
      assertTrue(message.contains("ZeroDivisionError") && message.contains(op.opName()), message);
    }
    Op.BinaryScalar modulo = new Op.BinaryScalar(Op.Binary.REMAINDER, Scalar.of(0), false);
    assertThrows(ArithmeticException.class, () -> rig.run(modulo, a, a));
  }

  @Test
  void aNumberMayStandOnEitherSide() {
    View x = rig.reals(DType.F32, new double[] {1, 2, 4}, 3);
    View out = rig.make(DType.F32, 3);
    rig.run(new Op.BinaryScalar(Op.Binary.SUB, Scalar.of(1), true), out, x);
    assertArrayEquals(new double[] {0, -1, -3}, rig.reals(out));
    rig.run(new Op.BinaryScalar(Op.Binary.SUB, Scalar.of(1), false), out, x);
    assertArrayEquals(new double[] {0, 1, 3}, rig.reals(out));
  }

  @Test
  void aNumberIsReadInTheTensorsType() {
    View half = rig.reals(DType.F16, new double[] {0}, 1);
    rig.run(new Op.BinaryScalar(Op.Binary.ADD, Scalar.of(0.1), false), half, half);
    assertEquals(0.0999755859375, rig.reals(half)[0]);
    View large = rig.wholes(DType.I64, new long[] {1}, 1);
    Scalar odd = Scalar.of((1L << 60) + 1);
    rig.run(new Op.BinaryScalar(Op.Binary.MUL, odd, false), large, large);
    assertEquals((1L << 60) + 1, rig.wholes(large)[0]);
  }

  @Test
  void scaledSumsRoundTheProductFirst() {
    double third = (float) (1 / 3.0);
    View a = rig.reals(DType.F32, new double[] {-1}, 1);
    View b = rig.reals(DType.F32, new double[] {3}, 1);
    rig.run(new Op.AddScaled(Scalar.of(third)), a, a, b);
    assertEquals(0.0, rig.reals(a)[0], "a fused multiply-add would leave a rest");
    View whole = rig.wholes(DType.I32, new long[] {10}, 1);
    rig.run(new Op.AddScaled(Scalar.of(-3)), whole, whole, whole);
    assertEquals(-20, rig.wholes(whole)[0]);
  }

  @Test
  void clampKeepsNaNAndTakesOneBoundOrBoth() {
    double nan = Double.NaN;
    View x = rig.reals(DType.F32, new double[] {-2, 0.5, 9, nan}, 4);
    View out = rig.make(DType.F32, 4);
    rig.run(new Op.Clamp(Scalar.of(0), Scalar.of(1)), out, x);
    assertArrayEquals(new double[] {0, 0.5, 1, nan}, rig.reals(out));
    rig.run(new Op.Clamp(null, Scalar.of(1)), out, x);
    assertArrayEquals(new double[] {-2, 0.5, 1, nan}, rig.reals(out));
    rig.run(new Op.Clamp(Scalar.of(5), Scalar.of(1)), out, x);
    assertArrayEquals(new double[] {1, 1, 1, nan}, rig.reals(out));
    View whole = rig.wholes(DType.I64, new long[] {-2, 7}, 2);
    rig.run(new Op.Clamp(Scalar.of(-1), null), whole, whole);
    assertArrayEquals(new long[] {-1, 7}, rig.wholes(whole));
  }

  @Test
  void anOutputMayBeItsInput() {
    Shape shape = Shape.of(70, 50);
    double[] values = numbers(DType.F32, 3500);
    View x = rig.reals(DType.F32, values, rig.scattered(shape));
    rig.run(Op.Binary.ADD, x, x, x);
    double[] expected = DoubleStream.of(values).map(v -> v + v).toArray();
    Rig.assertClose(DType.F32, expected, rig.reals(x), 0);
  }

  @Test
  void nothingAndScalarsWork() {
    View empty = rig.make(DType.F32, 0, 3);
    rig.run(Op.Unary.EXP, empty, empty);
    View scalar = rig.reals(DType.F32, new double[] {0});
    rig.run(Op.Unary.EXP, scalar, scalar);
    assertArrayEquals(new double[] {1}, rig.reals(scalar));
    long[] ones = new long[64];
    Arrays.fill(ones, 1);
    ones[5] = 3;
    View deep = rig.reals(DType.F64, new double[] {1, 2, 3}, ones);
    rig.run(Op.Unary.NEG, deep, deep);
    assertArrayEquals(new double[] {-1, -2, -3}, rig.reals(deep));
  }
}
