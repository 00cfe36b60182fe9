package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import anabranch.op.Op;
import anabranch.op.Scalar;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import anabranch.spi.View;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IndexLoopsTest {
  private static final Shape SHAPE = Shape.of(6, 8, 9);

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private View values(DType dtype, Shape shape) {
    int n = (int) shape.numel();
    int bound = dtype == DType.BOOL ? 2 : 100;
    long[] values = LongStream.generate(() -> rig.random.nextInt(bound)).limit(n).toArray();
    return dtype.isFloating()
        ? rig.reals(dtype, LongStream.of(values).asDoubleStream().toArray(), rig.scattered(shape))
        : rig.wholes(dtype, values, rig.scattered(shape));
  }

  private View indices(Shape shape, long bound) {
    int n = (int) shape.numel();
    long[] values = LongStream.generate(() -> rig.random.nextInt((int) bound)).limit(n).toArray();
    return rig.wholes(DType.I64, values, rig.scattered(shape));
  }

  /** The index of element {@code i} in row-major order. */
  private static long[] coordinates(Shape shape, int i) {
    long[] at = new long[shape.rank()];
    long rest = i;
    for (int d = at.length - 1; d >= 0; d--) {
      at[d] = rest % shape.size(d);
      rest /= shape.size(d);
    }
    return at;
  }

  private static int place(Shape shape, long[] at) {
    Layout layout = Layout.contiguous(shape);
    return (int) IntStream.range(0, at.length).mapToLong(d -> at[d] * layout.stride(d)).sum();
  }

  @ParameterizedTest
  @EnumSource
  void indexSelectTakesSlices(DType dtype) {
    for (int dim = 0; dim < 3; dim++) {
      View x = values(dtype, SHAPE);
      View index = indices(Shape.of(70), SHAPE.size(dim));
      Shape shape = SHAPE.with(dim, 70);
      View out = rig.make(dtype, rig.scattered(shape));

      rig.run(new Op.IndexSelect(dim), out, x, index);

      double[] from = rig.reals(x);
      long[] chosen = rig.wholes(index);
      double[] expected = new double[(int) shape.numel()];
      for (int i = 0; i < expected.length; i++) {
        long[] at = coordinates(shape, i);
        at[dim] = chosen[(int) at[dim]];
        expected[i] = from[place(SHAPE, at)];
      }
      assertArrayEquals(expected, rig.reals(out));
      rig.assertNothingElseWritten(out);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gatherTakesElements(DType dtype) {
    for (int dim = 0; dim < 3; dim++) {
      View x = values(dtype, SHAPE);
      Shape shape = Shape.of(5, 7, 8).with(dim, 30);
      View index = indices(shape, SHAPE.size(dim));
      View out = rig.make(dtype, rig.scattered(shape));

      rig.run(new Op.Gather(dim), out, x, index);

      double[] from = rig.reals(x);
      long[] chosen = rig.wholes(index);
      double[] expected = new double[chosen.length];
      for (int i = 0; i < expected.length; i++) {
        long[] at = coordinates(shape, i);
        at[dim] = chosen[i];
        expected[i] = from[place(SHAPE, at)];
      }
      assertArrayEquals(expected, rig.reals(out));
      rig.assertNothingElseWritten(out);
    }
  }

  @ParameterizedTest
  @EnumSource
  void scatterWritesInOrderOrAdds(DType dtype) {
    for (boolean add : new boolean[] {false, true}) {
      for (int dim = 0; dim < 3; dim++) {
        View target = values(dtype, SHAPE);
        Shape shape = Shape.of(5, 7, 8).with(dim, 12);
        View index = indices(shape, SHAPE.size(dim));
        View source = values(dtype, Shape.of(6, 7, 9).with(dim, 13));
        double[] expected = rig.reals(target);
        double[] values = rig.reals(source);
        long[] chosen = rig.wholes(index);
        for (int i = 0; i < chosen.length; i++) {
          long[] at = coordinates(shape, i);
          double value = values[place(source.layout().shape(), at)];
          at[dim] = chosen[i];
          int place = place(SHAPE, at);
          expected[place] = stored(dtype, add ? expected[place] + value : value);
        }

        rig.run(new Op.Scatter(dim, add), target, index, source);

        assertArrayEquals(expected, rig.reals(target));
        rig.assertNothingElseWritten(target);
      }
    }
  }

  private static double stored(DType dtype, double value) {
    return dtype.isFloating()
        ? Rounding.to(dtype, value)
        : Rounding.whole(dtype, Scalar.of((long) value));
  }

  @Test
  void anIndexOutsideIsAnErrorThatSaysWhere() {
    View x = rig.reals(DType.F32, new double[] {1, 2, 3}, 3);
    View out = rig.make(DType.F32, 1);
    for (long wrong : new long[] {5, 3, -1}) {
      View index = rig.wholes(DType.I64, new long[] {wrong}, 1);
      String where = "index " + wrong + " is out of bounds for dimension 0 with size 3";
      assertEquals(
          "index_select: " + where,
          assertThrows(ShapeException.class, () -> rig.run(new Op.IndexSelect(0), out, x, index))
              .getMessage());
      assertEquals(
          "gather: " + where,
          assertThrows(ShapeException.class, () -> rig.run(new Op.Gather(0), out, x, index))
              .getMessage());
      assertEquals(
          "scatter_add: " + where,
          assertThrows(ShapeException.class, () -> rig.run(new Op.Scatter(0, true), x, index, out))
              .getMessage());
    }
  }

  @Test
  void nothingIsSelectedFromNothing() {
    View x = rig.make(DType.F32, 0, 3);
    View none = rig.make(DType.I64, 0);
    View out = rig.make(DType.F32, 0, 3);
    rig.run(new Op.IndexSelect(0), out, x, none);
    View noIndices = rig.make(DType.I64, 0, 3);
    rig.run(new Op.Gather(0), out, x, noIndices);
    rig.run(new Op.Scatter(0, true), x, noIndices, out);
  }
}
