package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import anabranch.spi.View;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Running sums, softmax, orderings and the like: what works along the lines of one dimension. */
class LinesTest {
  private static final DType[] REAL = {DType.F64, DType.F32, DType.F16, DType.BF16};
  private static final Shape SHAPE = Shape.of(3, 29, 5);

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  /** {@code f} of each line along {@code dim}, put where the line was. */
  private static double[] perLine(double[] x, Shape shape, int dim, UnaryOperator<double[]> f) {
    Layout layout = Layout.contiguous(shape);
    double[] result = new double[x.length];
    long[] bases = Rig.positions(layout.slice(dim, 0, 1, 1));
    int length = (int) shape.size(dim);
    int stride = (int) layout.stride(dim);
    for (long base : bases) {
      double[] line = new double[length];
      Arrays.setAll(line, i -> x[(int) base + i * stride]);
      double[] out = f.apply(line);
      for (int i = 0; i < length; i++) {
        result[(int) base + i * stride] = out[i];
      }
    }
    return result;
  }

  private View normal(DType dtype, Shape shape) {
    int n = (int) shape.numel();
    double[] values = DoubleStream.generate(rig.random::nextGaussian).limit(n).toArray();
    return rig.reals(dtype, values, rig.scattered(shape));
  }

  /** Few different values, so that there are ties. */
  private View ties(DType dtype, Shape shape) {
    int n = (int) shape.numel();
    long[] values =
        LongStream.generate(() -> rig.random.nextInt(dtype == DType.BOOL ? 2 : 9))
            .limit(n)
            .toArray();
    return dtype.isFloating()
        ? rig.reals(dtype, LongStream.of(values).asDoubleStream().toArray(), rig.scattered(shape))
        : rig.wholes(dtype, values, rig.scattered(shape));
  }

  private static double[] sums(double[] x) {
    double[] sums = x.clone();
    for (int i = 1; i < sums.length; i++) {
      sums[i] += sums[i - 1];
    }
    return sums;
  }

  @Test
  void runningSumsAlongAnyDimension() {
    for (DType dtype : new DType[] {DType.F64, DType.F32, DType.I64, DType.I32}) {
      for (int dim = 0; dim < 3; dim++) {
        View x = ties(dtype, SHAPE);
        View out = rig.make(dtype, rig.scattered(SHAPE));
        rig.run(new Op.Cumsum(dim), out, x);
        assertArrayEquals(perLine(rig.reals(x), SHAPE, dim, LinesTest::sums), rig.reals(out));
        rig.assertNothingElseWritten(out);
        rig.run(new Op.Cumsum(dim), x, x);
        assertArrayEquals(rig.reals(out), rig.reals(x));
      }
    }
  }

  @Test
  void longRunningSumsOfFloatsAreKeptInBinary64() {
    View x =
        rig.reals(DType.F32, DoubleStream.generate(() -> 0.1f).limit(100_000).toArray(), 100_000);
    rig.run(new Op.Cumsum(0), x, x);
    assertEquals((float) (100_000 * (double) 0.1f), rig.reals(x)[99_999]);
  }

  private static double[] softmax(double[] x, boolean log) {
    double most = DoubleStream.of(x).max().orElse(0);
    double sum = DoubleStream.of(x).map(v -> Math.exp(v - most)).sum();
    return DoubleStream.of(x)
        .map(v -> log ? v - most - Math.log(sum) : Math.exp(v - most) / sum)
        .toArray();
  }

  @Test
  void softmaxAndItsLogarithmAlongAnyDimension() {
    for (DType dtype : REAL) {
      for (boolean log : new boolean[] {false, true}) {
        for (int dim = 0; dim < 3; dim++) {
          View x = normal(dtype, SHAPE);
          View out = rig.make(dtype, rig.scattered(SHAPE));
          rig.run(new Op.Softmax(dim, log), out, x);
          double[] expected = perLine(rig.reals(x), SHAPE, dim, line -> softmax(line, log));
          checkSoftmax(dtype, log, expected, out);
          rig.assertNothingElseWritten(out);
          double[] apart = rig.reals(out);
          rig.run(new Op.Softmax(dim, log), x, x);
          assertArrayEquals(apart, rig.reals(x));
        }
      }
    }
  }

  /** The rounding of x - max shows in the exponential's last places. */
  private void checkSoftmax(DType dtype, boolean log, double[] expected, View out) {
    if (log) {
      Rig.assertNear(dtype, expected, rig.reals(out), 4);
    } else {
      Rig.assertClose(dtype, expected, rig.reals(out), 16);
    }
  }

  @Test
  void softmaxOfALongLineIsMadeInBlocks() {
    View x = normal(DType.F32, Shape.of(100_000));
    View out = rig.make(DType.F32, 100_000);
    for (boolean log : new boolean[] {false, true}) {
      rig.run(new Op.Softmax(0, log), out, x);
      checkSoftmax(DType.F32, log, softmax(rig.reals(x), log), out);
    }
  }

  @Test
  void softmaxOfExtremes() {
    double inf = Double.POSITIVE_INFINITY;
    double[] values = {1000, 1000, -inf, -inf, -1e30, 5, Double.NaN, 0};
    View x = rig.reals(DType.F32, values, 4, 2);
    rig.run(new Op.Softmax(1, false), x, x);
    double nan = Double.NaN;
    assertArrayEquals(new double[] {0.5, 0.5, nan, nan, 0, 1, nan, nan}, rig.reals(x));
    View empty = rig.make(DType.F32, 3, 0);
    rig.run(new Op.Softmax(1, false), empty, empty);
  }

  @ParameterizedTest
  @EnumSource
  void theGreatestAndLeastAreTheFirstAmongEquals(DType dtype) {
    for (int dim = 0; dim < 3; dim++) {
      for (boolean greatest : new boolean[] {true, false}) {
        View x = ties(dtype, SHAPE);
        Shape reduced = SHAPE.with(dim, 1);
        View values = rig.make(dtype, rig.scattered(reduced));
        View indices = rig.make(DType.I64, rig.scattered(reduced));
        Op op = new Op.ArgReduce(greatest, dim);
        rig.stream.run(op, List.of(values, indices), List.of(x));
        double[] expected = perLine(rig.reals(x), SHAPE, dim, line -> first(line, greatest));
        assertArrayEquals(at(expected, dim), rig.reals(indices));
        double[] best = perLine(rig.reals(x), SHAPE, dim, line -> best(line, greatest));
        assertArrayEquals(at(best, dim), rig.reals(values));
        rig.assertNothingElseWritten(values);
        rig.assertNothingElseWritten(indices);
      }
    }
  }

  /** The elements at index 0 of the dimension. */
  private static double[] at(double[] x, int dim) {
    long[] positions = Rig.positions(Layout.contiguous(SHAPE).slice(dim, 0, 1, 1));
    return LongStream.of(positions).mapToDouble(p -> x[(int) p]).toArray();
  }

  private static double[] best(double[] line, boolean greatest) {
    double[] out = new double[line.length];
    DoubleStream all = DoubleStream.of(line);
    Arrays.fill(out, (greatest ? all.max() : all.min()).orElseThrow());
    return out;
  }

  private static double[] first(double[] line, boolean greatest) {
    double best = best(line, greatest)[0];
    double[] out = new double[line.length];
    Arrays.fill(
        out,
        IntStream.range(0, line.length).filter(i -> line[i] == best).findFirst().orElseThrow());
    return out;
  }

  @Test
  void theFirstNaNIsTheGreatestAndTheLeast() {
    View x = rig.reals(DType.F32, new double[] {1, Double.NaN, 7, Double.NaN}, 4);
    View value = rig.make(DType.F32, 1);
    View index = rig.make(DType.I64, 1);
    for (boolean greatest : new boolean[] {true, false}) {
      Op op = new Op.ArgReduce(greatest, 0);
      rig.stream.run(op, List.of(value, index), List.of(x));
      assertTrue(Double.isNaN(rig.reals(value)[0]));
      assertEquals(1, rig.wholes(index)[0]);
    }
  }

  @Test
  void ofNothingThereIsNoGreatest() {
    View x = rig.make(DType.F32, 2, 0);
    List<View> out = List.of(rig.make(DType.F32, 2, 1), rig.make(DType.I64, 2, 1));
    assertThrows(
        ShapeException.class, () -> rig.stream.run(new Op.ArgReduce(true, 1), out, List.of(x)));
  }

  private static Integer[] order(double[] line, boolean descending) {
    Integer[] order = IntStream.range(0, line.length).boxed().toArray(Integer[]::new);
    Comparator<Integer> byValue = Comparator.comparingDouble(i -> line[i] + 0.0);
    Arrays.sort(order, descending ? byValue.reversed() : byValue);
    return order;
  }

  @ParameterizedTest
  @EnumSource
  void sortingIsStableAlongAnyDimension(DType dtype) {
    for (int dim = 0; dim < 3; dim++) {
      for (boolean descending : new boolean[] {true, false}) {
        View x = ties(dtype, SHAPE);
        View values = rig.make(dtype, rig.scattered(SHAPE));
        View indices = rig.make(DType.I64, rig.scattered(SHAPE));
        Op op = new Op.Sort(dim, descending);
        rig.stream.run(op, List.of(values, indices), List.of(x));
        double[] places =
            perLine(
                rig.reals(x),
                SHAPE,
                dim,
                line -> Arrays.stream(order(line, descending)).mapToDouble(i -> i).toArray());
        assertArrayEquals(places, rig.reals(indices));
        double[] sorted =
            perLine(
                rig.reals(x),
                SHAPE,
                dim,
                line -> Arrays.stream(order(line, descending)).mapToDouble(i -> line[i]).toArray());
        assertArrayEquals(sorted, rig.reals(values));
        rig.assertNothingElseWritten(values);
      }
    }
  }

  @Test
  void sortingKnowsNaNZerosAndInfinities() {
    double inf = Double.POSITIVE_INFINITY;
    double nan = Double.NaN;
    for (DType dtype : REAL) {
      View x = rig.reals(dtype, new double[] {nan, 1, -inf, 0.0, -0.0, inf, -1}, 7);
      View values = rig.make(dtype, 7);
      View indices = rig.make(DType.I64, 7);
      rig.stream.run(new Op.Sort(0, false), List.of(values, indices), List.of(x));
      assertArrayEquals(new long[] {2, 6, 3, 4, 1, 5, 0}, rig.wholes(indices));
      rig.stream.run(new Op.Sort(0, true), List.of(values, indices), List.of(x));
      assertArrayEquals(new long[] {0, 5, 1, 3, 4, 6, 2}, rig.wholes(indices));
    }
  }

  @Test
  void largeWholeNumbersAreSortedExactly() {
    long[] values = LongStream.generate(rig.random::nextLong).limit(20_000).toArray();
    View x = rig.wholes(DType.I64, values, 20_000);
    View indices = rig.make(DType.I64, 20_000);
    rig.stream.run(new Op.Sort(0, false), List.of(x, indices), List.of(x));
    assertArrayEquals(LongStream.of(values).sorted().toArray(), rig.wholes(x));
  }

  @Test
  void theTopOfALineIsTheStartOfItsOrder() {
    for (int length : new int[] {1, 29, 5000}) {
      for (int k : new int[] {0, 1, 3, 28, 700, length}) {
        if (k > length) {
          continue;
        }
        for (boolean largest : new boolean[] {true, false}) {
          View x = ties(DType.F32, Shape.of(2, length, 2));
          View values = rig.make(DType.F32, 2, k, 2);
          View indices = rig.make(DType.I64, 2, k, 2);
          View sorted = rig.make(DType.F32, 2, length, 2);
          View order = rig.make(DType.I64, 2, length, 2);
          rig.stream.run(new Op.TopK(k, 1, largest), List.of(values, indices), List.of(x));
          rig.stream.run(new Op.Sort(1, largest), List.of(sorted, order), List.of(x));
          assertArrayEquals(rig.reals(start(sorted, k)), rig.reals(values));
          assertArrayEquals(rig.wholes(start(order, k)), rig.wholes(indices));
        }
      }
    }
  }

  private static View start(View view, int k) {
    return new View(view.buffer(), view.dtype(), view.layout().slice(1, 0, k, 1));
  }
}
