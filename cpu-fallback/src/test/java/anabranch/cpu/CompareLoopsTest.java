package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import anabranch.op.Op;
import anabranch.op.Scalar;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import anabranch.spi.View;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompareLoopsTest {
  private static final double[] A = {1, 2, 3, 0, -0.0, Double.NaN, Double.NaN, 0};
  private static final double[] B = {2, 2, 2, 0, 0, 1, Double.NaN, 5};

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static boolean holds(Op.Compare op, double a, double b) {
    return switch (op) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
      case LOGICAL_AND -> a != 0 && b != 0;
      case LOGICAL_OR -> a != 0 || b != 0;
      case LOGICAL_XOR -> (a != 0) ^ (b != 0);
    };
  }

  private static long[] answers(Op.Compare op, double[] a, double[] b) {
    long[] answers = new long[a.length];
    for (int i = 0; i < a.length; i++) {
      answers[i] = holds(op, a[i], b[i]) ? 1 : 0;
    }
    return answers;
  }

  @ParameterizedTest
  @EnumSource
  void comparisonsAreThoseOfTheNumbers(Op.Compare op) {
    for (DType dtype : DType.values()) {
      boolean real = dtype.isFloating();
      long[] a = {1, 1, 0, 0, 0, 1, 1, 0};
      long[] b = {1, 0, 1, 0, 1, 1, 0, 0};
      View x = real ? rig.reals(dtype, A, 8) : rig.wholes(dtype, a, 8);
      View y = real ? rig.reals(dtype, B, 8) : rig.wholes(dtype, b, 8);
      View out = rig.make(DType.BOOL, rig.scattered(Shape.of(8)));
      rig.run(op, out, x, y);
      assertArrayEquals(answers(op, rig.reals(x), rig.reals(y)), rig.wholes(out), dtype::torchName);
      rig.assertNothingElseWritten(out);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNumberMayStandOnTheRight(Op.Compare op) {
    View x = rig.reals(DType.F32, A, 8);
    View out = rig.make(DType.BOOL, 8);
    rig.run(new Op.CompareScalar(op, Scalar.of(2.0)), out, x);
    assertArrayEquals(answers(op, A, new double[] {2, 2, 2, 2, 2, 2, 2, 2}), rig.wholes(out));
  }

  @Test
  void largeWholeNumbersAreComparedExactly() {
    long large = (1L << 60) + 1;
    View x = rig.wholes(DType.I64, new long[] {large, large - 1}, 2);
    View out = rig.make(DType.BOOL, 2);
    rig.run(new Op.CompareScalar(Op.Compare.EQ, Scalar.of(large)), out, x);
    assertArrayEquals(new long[] {1, 0}, rig.wholes(out));
  }

  @Test
  void testsAreAnsweredForEveryType() {
    View real = rig.reals(DType.BF16, new double[] {0, Double.NaN, 3}, 3);
    View whole = rig.wholes(DType.U8, new long[] {0, 255, 3}, 3);
    View out = rig.make(DType.BOOL, 3);
    rig.run(Op.Test.ISNAN, out, real);
    assertArrayEquals(new long[] {0, 1, 0}, rig.wholes(out));
    rig.run(Op.Test.LOGICAL_NOT, out, real);
    assertArrayEquals(new long[] {1, 0, 0}, rig.wholes(out));
    rig.run(Op.Test.ISNAN, out, whole);
    assertArrayEquals(new long[] {0, 0, 0}, rig.wholes(out));
    rig.run(Op.Test.LOGICAL_NOT, out, whole);
    assertArrayEquals(new long[] {1, 0, 0}, rig.wholes(out));
  }

  @ParameterizedTest
  @EnumSource
  void whereAndMaskedFillChooseBitForBit(DType dtype) {
    Shape shape = Shape.of(3, 500);
    long[] truths = new long[1500];
    long[] values = new long[1500];
    for (int i = 0; i < 1500; i++) {
      truths[i] = rig.random.nextInt(2);
      values[i] = dtype == DType.BOOL ? rig.random.nextInt(2) : rig.random.nextInt(100);
    }
    View condition = rig.wholes(DType.BOOL, truths, rig.expanded(shape));
    View a = values(dtype, values, shape);
    View b = values(dtype, new long[1500], shape);
    View out = rig.make(dtype, rig.scattered(shape));

    rig.run(new Op.Where(), out, condition, a, b);

    long[] holds = rig.wholes(condition);
    double[] chosen = rig.reals(a);
    for (int i = 0; i < holds.length; i++) {
      chosen[i] = holds[i] != 0 ? chosen[i] : 0;
    }
    assertArrayEquals(chosen, rig.reals(out));
    rig.assertNothingElseWritten(out);

    rig.run(new Op.MaskedFill(Scalar.of(1)), out, a, condition);

    double[] filled = rig.reals(a);
    for (int i = 0; i < holds.length; i++) {
      filled[i] = holds[i] != 0 ? 1 : filled[i];
    }
    assertArrayEquals(filled, rig.reals(out));
    rig.assertNothingElseWritten(out);
  }

  private View values(DType dtype, long[] values, Shape shape) {
    View view = rig.make(dtype, rig.scattered(shape));
    if (dtype.isFloating()) {
      rig.put(view, LongStream.of(values).asDoubleStream().toArray());
    } else {
      rig.put(view, values);
    }
    return view;
  }
}
