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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReduceLoopsTest {
  private static final DType[] REAL = {DType.F64, DType.F32, DType.F16, DType.BF16};

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static double reduce(Op.Reduction kind, double parameter, double[] x) {
    double n = x.length;
    double mean = DoubleStream.of(x).sum() / n;
    double squares = DoubleStream.of(x).map(v -> (v - mean) * (v - mean)).sum();
    return switch (kind) {
      case SUM -> DoubleStream.of(x).sum();
      case MEAN -> mean;
      case PROD -> DoubleStream.of(x).reduce(1, (a, b) -> a * b);
      case MAX -> DoubleStream.of(x).max().orElseThrow();
      case MIN -> DoubleStream.of(x).min().orElseThrow();
      case ANY -> DoubleStream.of(x).anyMatch(v -> v != 0) ? 1 : 0;
      case ALL -> DoubleStream.of(x).allMatch(v -> v != 0) ? 1 : 0;
      case NORM -> Math.pow(DoubleStream.of(x).map(v -> power(v, parameter)).sum(), 1 / parameter);
      case VAR -> squares / (n - parameter);
      case STD -> Math.sqrt(squares / (n - parameter));
    };
  }

  private static double power(double v, double p) {
    return Math.pow(Math.abs(v), p);
  }

  /** Groups the elements that go into each result, in row-major order of the results. */
  private static List<double[]> groups(double[] x, Shape shape, List<Integer> dims) {
    long[] strides = new long[shape.rank()];
    long step = 1;
    for (int d = shape.rank() - 1; d >= 0; d--) {
      strides[d] = dims.contains(d) ? 0 : step;
      step *= dims.contains(d) ? 1 : shape.size(d);
    }
    List<List<Double>> groups = new ArrayList<>();
    IntStream.range(0, (int) step).forEach(i -> groups.add(new ArrayList<>()));
    long[] results = Rig.positions(Layout.of(shape, strides, 0));
    for (int i = 0; i < x.length; i++) {
      groups.get((int) results[i]).add(x[i]);
    }
    return groups.stream().map(g -> g.stream().mapToDouble(v -> v).toArray()).toList();
  }

  private static Shape kept(Shape shape, List<Integer> dims) {
    Shape kept = shape;
    for (int d : dims) {
      kept = kept.with(d, 1);
    }
    return kept;
  }

  @ParameterizedTest
  @EnumSource
  void reductionsOverAnyDimensionsAreTheirFormulas(Op.Reduction kind) {
    Shape[] shapes = {Shape.of(3, 50, 7), Shape.of(2, 3, 40), Shape.of(100, 60, 1), Shape.of(5)};
    for (Shape shape : shapes) {
      for (int mask = 0; mask < 1 << shape.rank(); mask++) {
        int chosen = mask;
        List<Integer> dims =
            IntStream.range(0, shape.rank()).filter(d -> (chosen >> d & 1) != 0).boxed().toList();
        for (DType dtype : REAL) {
          check(kind, shape, dims, dtype);
        }
      }
    }
  }

  private void check(Op.Reduction kind, Shape shape, List<Integer> dims, DType dtype) {
    double spread = kind == Op.Reduction.PROD ? 0.05 : 1;
    double offset = kind == Op.Reduction.PROD ? 1 : 0.5;
    double[] values =
        DoubleStream.generate(() -> offset + spread * rig.random.nextGaussian())
            .map(v -> kind == Op.Reduction.ALL && rig.random.nextInt(30) == 0 ? 0 : v)
            .limit(shape.numel())
            .toArray();
    View x = rig.reals(dtype, values, rig.scattered(shape));
    boolean truth = kind == Op.Reduction.ANY || kind == Op.Reduction.ALL;
    View out = rig.make(truth ? DType.BOOL : dtype, rig.scattered(kept(shape, dims)));
    double parameter = kind == Op.Reduction.NORM ? 3 : 1;

    rig.run(new Op.Reduce(kind, dims, parameter), out, x);

    double[] expected =
        groups(rig.reals(x), shape, dims).stream()
            .mapToDouble(g -> reduce(kind, parameter, g))
            .toArray();
    if (truth) {
      assertArrayEquals(expected, rig.reals(out));
    } else {
      Rig.assertClose(dtype, expected, rig.reals(out), dtype == DType.F64 ? 2000 : 1);
    }
    rig.assertNothingElseWritten(out);
  }

  @ParameterizedTest
  @EnumSource(
      value = Op.Reduction.class,
      names = {"SUM", "PROD", "MAX", "MIN", "ANY", "ALL"})
  void wholeNumbersAreReducedExactly(Op.Reduction kind) {
    for (DType dtype : new DType[] {DType.I64, DType.I32, DType.U8, DType.BOOL}) {
      Shape shape = Shape.of(20, 33);
      int bound = dtype == DType.BOOL ? 2 : 100;
      long[] values = LongStream.generate(() -> rig.random.nextInt(bound)).limit(660).toArray();
      View x = rig.wholes(dtype, values, rig.scattered(shape));
      boolean truth = kind == Op.Reduction.ANY || kind == Op.Reduction.ALL;
      View out = rig.make(truth ? DType.BOOL : DType.I64, 1, 33);

      rig.run(new Op.Reduce(kind, List.of(0), 0), out, x);

      long[] expected =
          groups(rig.reals(x), shape, List.of(0)).stream().mapToLong(g -> whole(kind, g)).toArray();
      assertArrayEquals(expected, rig.wholes(out));
    }
  }

  private static long whole(Op.Reduction kind, double[] x) {
    long[] values = DoubleStream.of(x).mapToLong(v -> (long) v).toArray();
    return kind == Op.Reduction.PROD
        ? LongStream.of(values).reduce(1, (a, b) -> a * b)
        : (long) reduce(kind, 0, x);
  }

  private double one(Op.Reduction kind, double parameter, DType dtype, double... values) {
    View x = rig.reals(dtype, values, values.length);
    boolean truth = kind == Op.Reduction.ANY || kind == Op.Reduction.ALL;
    View out = rig.make(truth ? DType.BOOL : dtype, 1);
    rig.run(new Op.Reduce(kind, List.of(0), parameter), out, x);
    return rig.reals(out)[0];
  }

  @Test
  void nothingHasASumButNoMaximum() {
    assertEquals(0, one(Op.Reduction.SUM, 0, DType.F32));
    assertEquals(1, one(Op.Reduction.PROD, 0, DType.F32));
    assertTrue(Double.isNaN(one(Op.Reduction.MEAN, 0, DType.F32)));
    assertTrue(Double.isNaN(one(Op.Reduction.VAR, 1, DType.F32)));
    assertEquals(0, one(Op.Reduction.ANY, 0, DType.F32));
    assertEquals(1, one(Op.Reduction.ALL, 0, DType.F32));
    assertThrows(ShapeException.class, () -> one(Op.Reduction.MAX, 0, DType.F32));
  }

  @Test
  void aNaNWins() {
    for (Op.Reduction kind : new Op.Reduction[] {Op.Reduction.MAX, Op.Reduction.MIN}) {
      assertTrue(Double.isNaN(one(kind, 0, DType.F32, 1, Double.NaN, 3)));
    }
    assertEquals(1, one(Op.Reduction.ANY, 0, DType.F32, 0, Double.NaN));
  }

  @Test
  void normsOfEveryKind() {
    double inf = Double.POSITIVE_INFINITY;
    assertEquals(2, one(Op.Reduction.NORM, 0, DType.F64, 0, -3, 4));
    assertEquals(7, one(Op.Reduction.NORM, 1, DType.F64, 0, -3, 4));
    assertEquals(5, one(Op.Reduction.NORM, 2, DType.F64, 0, -3, 4));
    assertEquals(4, one(Op.Reduction.NORM, inf, DType.F64, 0, -3, -4));
    assertEquals(3, one(Op.Reduction.NORM, -inf, DType.F64, 5, -3, -4));
    assertEquals(1.2, one(Op.Reduction.NORM, -1, DType.F64, 2, -3), 1e-15);
  }

  @Test
  void oneElementHasNoUnbiasedVariance() {
    assertTrue(Double.isNaN(one(Op.Reduction.VAR, 1, DType.F32, 3)));
    assertEquals(0, one(Op.Reduction.VAR, 0, DType.F32, 3));
  }

  @Test
  void varianceSurvivesALargeMean() {
    double[] values =
        DoubleStream.iterate(1e6, v -> v == 1e6 ? 1e6 + 1 : 1e6).limit(9000).toArray();
    assertEquals(0.25, one(Op.Reduction.VAR, 0, DType.F32, values), 1e-7);
    View x = rig.reals(DType.F64, values, 90, 100);
    View out = rig.make(DType.F64, 1, 100);
    rig.run(
        new Op.Reduce(Op.Reduction.STD, List.of(0), 0), out, rig.reals(DType.F64, values, 90, 100));
    assertArrayEquals(new double[100], rig.reals(out), 1e-9);
    rig.run(new Op.Reduce(Op.Reduction.STD, List.of(1), 0), rig.make(DType.F64, 90, 1), x);
  }

  @Test
  void sumsOfManyFloatsAreAccurate() {
    int n = 10_000_000;
    View x = rig.make(DType.F32, n);
    rig.run(new Op.Random(Op.Distribution.UNIFORM, 1, 0, 1), x);
    double exact = DoubleStream.of(rig.reals(x)).sum();
    View out = rig.make(DType.F32, 1);
    rig.run(new Op.Reduce(Op.Reduction.SUM, List.of(0), 0), out, x);
    assertEquals(exact, rig.reals(out)[0], exact * 1e-7);
    View columns = new View(x.buffer(), DType.F32, Layout.contiguous(Shape.of(n / 100, 100)));
    View sums = rig.make(DType.F32, 1, 100);
    rig.run(new Op.Reduce(Op.Reduction.SUM, List.of(0), 0), sums, columns);
    assertEquals(exact, Arrays.stream(rig.reals(sums)).sum(), exact * 1e-7);
  }

  @Test
  void threadsDoNotChangeABit() {
    try (Rig alone = new Rig(Rig.ALONE)) {
      for (List<Integer> dims : List.of(List.of(0), List.of(1), List.of(0, 1), List.of(1, 2))) {
        for (long[] sizes :
            new long[][] {{150_000, 1, 2}, {3, 140_000, 1}, {70, 30, 90}, {3000, 40, 3}}) {
          for (DType dtype : List.of(DType.F64, DType.F32)) {
            for (Op.Reduction kind : List.of(Op.Reduction.SUM, Op.Reduction.VAR)) {
              assertArrayEquals(
                  reduced(alone, dtype, kind, dims, sizes), reduced(rig, dtype, kind, dims, sizes));
            }
          }
        }
      }
    }
  }

  @Test
  void floatsWithHolesBetweenTheRows() {
    View all = rig.make(DType.F32, 2, 5, 40);
    rig.run(new Op.Random(Op.Distribution.NORMAL, 3, 5, 1), all);
    View x =
        new View(
            all.buffer(), DType.F32, Layout.of(Shape.of(2, 3, 40), new long[] {200, 40, 1}, 80));
    View out = rig.make(DType.F32, 1, 1, 40);
    rig.run(new Op.Reduce(Op.Reduction.SUM, List.of(0, 1), 0), out, x);
    double[] values = rig.reals(x);
    double[] expected = new double[40];
    for (int i = 0; i < values.length; i++) {
      expected[i % 40] += values[i];
    }
    for (int j = 0; j < 40; j++) {
      expected[j] = (float) expected[j];
    }
    assertArrayEquals(expected, rig.reals(out));
  }

  private static double[] reduced(
      Rig rig, DType dtype, Op.Reduction kind, List<Integer> dims, long... sizes) {
    View x = rig.make(dtype, sizes);
    rig.run(new Op.Random(Op.Distribution.NORMAL, 3, 5, 1), x);
    View out = rig.make(dtype, kept(Shape.of(sizes), dims).sizes());
    rig.run(new Op.Reduce(kind, dims, 1), out, x);
    return rig.reals(out);
  }
}
