package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.WithIndices;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Elements in order, and the first few of them. */
public abstract class SortTck extends OpTck {
  static Stream<Arguments> types() {
    return Stream.of(true, false)
        .flatMap(d -> Arrays.stream(DType.values()).map(type -> arguments(type, d)));
  }

  /** For each element, which index of its line comes there. */
  private static Host order(Host h, int dim, boolean descending) {
    return Host.make(
        h.shape(),
        i -> {
          double[] line = new double[(int) h.shape().size(dim)];
          long[] at = i.clone();
          for (int k = 0; k < line.length; k++) {
            at[dim] = k;
            line[k] = h.at(at) + 0.0;
          }
          Comparator<Integer> byValue = Comparator.comparingDouble(k -> line[k]);
          return IntStream.range(0, line.length)
              .boxed()
              .sorted(descending ? byValue.reversed() : byValue)
              .toList()
              .get((int) i[dim]);
        });
  }

  private static Host picked(Host h, Host order, int dim) {
    return Host.make(
        order.shape(),
        i -> {
          long[] at = i.clone();
          at[dim] = (long) order.at(i);
          return h.at(at);
        });
  }

  @ParameterizedTest
  @MethodSource("types")
  void sortsStably(DType type, boolean descending) {
    for (Form form : Form.values()) {
      Tensor x = sample(form, type, 3, 11, 4);
      x = type.isFloating() ? x.round() : x;
      for (int dim = 0; dim < 3; dim++) {
        Host h = Host.of(x);
        Host order = order(h, dim, descending);
        WithIndices sorted = x.sort(dim, descending);
        Check.near(DType.I64, order, sorted.indices());
        Check.same(type, picked(h, order, dim), sorted.values());
        Check.near(DType.I64, order, x.argsort(dim, descending));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void findsTheFirstFew(DType type, boolean largest) {
    if (type == DType.BOOL) {
      Check.refused(
          DTypeException.class,
          () -> sample(type, 3).topk(1, 0, largest),
          "topk",
          "not implemented for BOOL");
      return;
    }
    for (Form form : Form.values()) {
      Tensor x = sample(form, type, 3, 40, 4);
      for (int dim = 0; dim < 3; dim++) {
        Host h = Host.of(x).map(v -> v + 0.0);
        for (long k : new long[] {0, 1, 3}) {
          WithIndices top = x.topk(k, dim, largest);
          Host order = order(h, dim, largest);
          Host first = Host.make(h.shape().with(dim, k), order::at);
          Host values = picked(h, first, dim);
          Check.near(type, values, top.values());
          Check.near(type, values, x.gather(dim, top.indices()));
        }
      }
    }
  }

  @Test
  void nanIsTheGreatest() {
    Tensor x = vector(DType.F32, 2, NAN, -INF, INF, NAN, 1);
    Check.values(x.sort(0).values(), -INF, 1, 2, INF, NAN, NAN);
    Check.values(x.sort(0).indices(), 2, 5, 0, 3, 1, 4);
    Check.values(x.sort(0, true).values(), NAN, NAN, INF, 2, 1, -INF);
    Check.values(x.topk(3).values(), NAN, NAN, INF);
    Check.values(x.topk(2, 0, false).values(), -INF, 1);
  }

  @Test
  void zerosAreEqual() {
    Check.values(vector(DType.F32, 0.0, -0.0, 0.0).argsort(0, false), 0, 1, 2);
    Check.values(vector(DType.F64, -0.0, 0.0, -1).argsort(0, true), 0, 1, 2);
  }

  @Test
  void scalarsAndNothing() {
    assertEquals(Shape.SCALAR, sample(DType.F32).sort(0).values().shape());
    assertEquals(Shape.SCALAR, sample(DType.F32).topk(1).indices().shape());
    assertEquals(Shape.of(0, 3), Tensors.zeros(0, 3).sort(0).indices().shape());
    assertEquals(Shape.of(2, 0), Tensors.zeros(2, 3).topk(0).values().shape());
    Check.refused(
        ShapeException.class,
        () -> Tensors.zeros(2, 3).topk(4),
        "topk: selected index k out of range: k is 4",
        "size 3");
    Check.refused(
        ShapeException.class, () -> Tensors.zeros(2).sort(1), "range of [-1, 0], but got 1");
  }

  @Test
  void sortsMany() {
    Tensor x = sample(DType.F32, 100_000);
    double[] expected = x.toDoubleArray();
    Arrays.sort(expected);
    Check.near(DType.F32, new Host(x.shape(), expected), x.sort(0).values(), 0);
    Host top = Host.make(Shape.of(1000), i -> expected[expected.length - 1 - (int) i[0]]);
    Check.near(DType.F32, top, x.topk(1000).values(), 0);
  }
}
