package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.View;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CopyLoopsTest {
  private static final Op COPY = new Op.Copy();

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private View counting(DType dtype, Layout layout) {
    int numel = (int) layout.shape().numel();
    double[] reals = new double[numel];
    long[] wholes = new long[numel];
    for (int i = 0; i < numel; i++) {
      wholes[i] = dtype == DType.BOOL ? i % 3 % 2 : i % 256;
      reals[i] = wholes[i];
    }
    return dtype.isFloating() ? rig.reals(dtype, reals, layout) : rig.wholes(dtype, wholes, layout);
  }

  @ParameterizedTest
  @EnumSource
  void anyLayoutIsCopiedToAnyOther(DType dtype) {
    for (int round = 0; round < 30; round++) {
      Shape shape = Shape.of(1 + rig.random.nextInt(40), 1, 3, 1 + rig.random.nextInt(70));
      View in = counting(dtype, rig.expanded(shape));
      View out = rig.make(dtype, rig.scattered(shape));
      rig.run(COPY, out, in);
      assertArrayEquals(rig.reals(in), rig.reals(out));
      rig.assertNothingElseWritten(out);
    }
  }

  @ParameterizedTest
  @EnumSource
  void flippedInputsAreReadBackwards(DType dtype) {
    Layout layout = Layout.contiguous(Shape.of(6, 50));
    View in = counting(dtype, layout);
    View flipped = new View(in.buffer(), dtype, layout.flip(0, 1));
    View out = rig.make(dtype, layout);
    rig.run(COPY, out, flipped);
    double[] forward = rig.reals(in);
    double[] backward = rig.reals(out);
    for (int i = 0; i < forward.length; i++) {
      assertEquals(forward[forward.length - 1 - i], backward[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void largeTransposesAndSlicesAreRight(DType dtype) {
    Layout wide = Layout.contiguous(Shape.of(3, 301, 517));
    View in = counting(dtype, wide);
    View transposed = new View(in.buffer(), dtype, wide.transpose(1, 2));
    View out = rig.make(dtype, 3, 517, 301);
    rig.run(COPY, out, transposed);
    assertArrayEquals(rig.reals(transposed), rig.reals(out));
    View part = new View(in.buffer(), dtype, wide.transpose(0, 2).slice(0, 3, 500, 2));
    View target = rig.make(dtype, rig.scattered(part.layout().shape()));
    rig.run(COPY, target, part);
    assertArrayEquals(rig.reals(part), rig.reals(target));
    rig.assertNothingElseWritten(target);
  }

  @Test
  void typesAreConvertedAsPyTorchDoes() {
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    View real = rig.reals(DType.F32, new double[] {-1.9, 300.7, nan, inf, -inf, 0, 1e-30}, 7);
    View bytes = rig.make(DType.U8, 7);
    rig.run(COPY, bytes, real);
    assertArrayEquals(new long[] {255, 44, 0, 255, 0, 0, 0}, rig.wholes(bytes));
    View ints = rig.make(DType.I32, 7);
    rig.run(COPY, ints, real);
    assertArrayEquals(
        new long[] {-1, 300, 0, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, 0}, rig.wholes(ints));
    View truths = rig.make(DType.BOOL, 7);
    rig.run(COPY, truths, real);
    assertArrayEquals(new long[] {1, 1, 1, 1, 1, 0, 1}, rig.wholes(truths));
    View large = rig.wholes(DType.I64, new long[] {(1L << 53) + 1, -1, 1L << 32}, 3);
    View narrow = rig.make(DType.I32, 3);
    rig.run(COPY, narrow, large);
    assertArrayEquals(new long[] {1, -1, 0}, rig.wholes(narrow));
    View doubles = rig.make(DType.F64, 3);
    rig.run(COPY, doubles, large);
    assertArrayEquals(new double[] {0x1p53, -1, 0x1p32}, rig.reals(doubles));
  }

  @ParameterizedTest
  @EnumSource
  void everyPairOfTypesAgreesOnSmallWholeNumbers(DType from) {
    for (DType to : DType.values()) {
      View in = counting(from, rig.scattered(Shape.of(3, 40)));
      View out = rig.make(to, rig.scattered(Shape.of(3, 40)));
      rig.run(COPY, out, in);
      double[] expected = rig.reals(in);
      for (int i = 0; i < expected.length; i++) {
        expected[i] = to == DType.BOOL && expected[i] != 0 ? 1 : expected[i];
      }
      assertArrayEquals(expected, rig.reals(out), to::torchName);
      rig.assertNothingElseWritten(out);
    }
  }

  @Test
  void theBitsOfNaNSurvive() {
    View in = rig.wholes(DType.I32, new long[] {0x7F800001, 0xFFC12345}, 2);
    View seenAsReal = new View(in.buffer(), DType.F32, in.layout());
    View out = rig.make(DType.I32, 2);
    rig.run(COPY, new View(out.buffer(), DType.F32, out.layout()), seenAsReal);
    assertArrayEquals(rig.wholes(in), rig.wholes(out));
  }
}
