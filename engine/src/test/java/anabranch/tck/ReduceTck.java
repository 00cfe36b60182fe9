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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Elements combined along dimensions. */
public abstract class ReduceTck extends OpTck {
  private static final int[][] DIMS = {{}, {0}, {1}, {2}, {0, 2}, {1, -1}, {0, 1}, {2, 1, 0}};

  /** A method over dimensions. */
  interface Method {
    Tensor reduce(Tensor x, int[] dims, boolean keepdim);
  }

  @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
  enum Function {
    SUM(Tensor::sum, v -> Arrays.stream(v).sum()),
    MEAN(Tensor::mean, v -> Arrays.stream(v).sum() / v.length),
    PROD(Tensor::prod, v -> Arrays.stream(v).reduce(1, (a, b) -> a * b)),
    MAX(Tensor::amax, v -> Arrays.stream(v).max().getAsDouble()),
    MIN(Tensor::amin, v -> Arrays.stream(v).min().getAsDouble()),
    ANY(Tensor::any, v -> Arrays.stream(v).anyMatch(e -> e != 0) ? 1 : 0),
    ALL(Tensor::all, v -> Arrays.stream(v).allMatch(e -> e != 0) ? 1 : 0),
    NORM((x, d, k) -> x.norm(2, d, k), v -> norm(v, 2)),
    NORM_0((x, d, k) -> x.norm(0, d, k), v -> Arrays.stream(v).filter(e -> e != 0).count()),
    NORM_1((x, d, k) -> x.norm(1, d, k), v -> norm(v, 1)),
    NORM_3((x, d, k) -> x.norm(3, d, k), v -> norm(v, 3)),
    NORM_MAX(
        (x, d, k) -> x.norm(INF, d, k), v -> Arrays.stream(v).map(Math::abs).max().getAsDouble()),
    NORM_MIN(
        (x, d, k) -> x.norm(-INF, d, k), v -> Arrays.stream(v).map(Math::abs).min().getAsDouble()),
    VAR((x, d, k) -> x.var(1, d, k), v -> variance(v, 1)),
    VAR_0((x, d, k) -> x.var(0, d, k), v -> variance(v, 0)),
    STD((x, d, k) -> x.std(1, d, k), v -> Math.sqrt(variance(v, 1)));

    private final Method method;
    private final ToDoubleFunction<double[]> specification;

    Function(Method method, ToDoubleFunction<double[]> specification) {
      this.method = method;
      this.specification = specification;
    }

    boolean isFor(DType type) {
      return switch (this) {
        case SUM, PROD, MAX, MIN, ANY, ALL -> true;
        case MEAN, NORM, NORM_0, NORM_1, NORM_3, NORM_MAX, NORM_MIN, VAR, VAR_0, STD ->
            type.isFloating();
      };
    }

    DType resultType(DType type) {
      return switch (this) {
        case SUM, PROD -> type.isFloating() ? type : DType.I64;
        case ANY, ALL -> DType.BOOL;
        case MAX, MIN, MEAN, NORM, NORM_0, NORM_1, NORM_3, NORM_MAX, NORM_MIN, VAR, VAR_0, STD ->
            type;
      };
    }
  }

  private static double norm(double[] v, double p) {
    return Math.pow(Arrays.stream(v).map(e -> Math.pow(Math.abs(e), p)).sum(), 1 / p);
  }

  private static double variance(double[] v, int correction) {
    double mean = Arrays.stream(v).sum() / v.length;
    return Arrays.stream(v).map(e -> (e - mean) * (e - mean)).sum() / (v.length - correction);
  }

  /** {@code f} of each group of elements that differ in {@code dims} only. */
  private static Host reduce(Host x, int[] dims, boolean keepdim, ToDoubleFunction<double[]> f) {
    int rank = x.shape().rank();
    boolean[] over = new boolean[rank];
    Arrays.fill(over, dims.length == 0);
    for (int d : dims) {
      over[x.shape().dim(d)] = true;
    }
    Shape kept = x.shape();
    for (int d = 0; d < rank; d++) {
      kept = over[d] ? kept.with(d, 1) : kept;
    }
    List<List<Double>> groups = new ArrayList<>();
    for (int i = 0; i < kept.numel(); i++) {
      groups.add(new ArrayList<>());
    }
    for (int i = 0; i < x.values().length; i++) {
      long[] index = Host.index(x.shape(), i);
      int at = 0;
      for (int d = 0; d < rank; d++) {
        at = (int) (at * kept.size(d) + (over[d] ? 0 : index[d]));
      }
      groups.get(at).add(x.values()[i]);
    }
    double[] values =
        groups.stream()
            .map(g -> g.stream().mapToDouble(Double::doubleValue).toArray())
            .mapToDouble(f)
            .toArray();
    Shape shape = kept;
    for (int d = rank - 1; d >= 0 && !keepdim; d--) {
      shape = over[d] ? shape.without(d) : shape;
    }
    return new Host(shape, values);
  }

  static Stream<Arguments> functions() {
    return Arrays.stream(Function.values())
        .flatMap(
            f -> Arrays.stream(DType.values()).filter(f::isFor).map(type -> arguments(f, type)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void reduces(Function f, DType type) {
    for (Form form : Form.values()) {
      for (int[] dims : DIMS) {
        Tensor x = sample(form, type, 3, 5, 18);
        x = f == Function.PROD && type.isFloating() ? x.div(3).add(1.5).to(type) : x;
        x = f == Function.PROD && !type.isFloating() ? x.bitwiseAnd(sample(DType.BOOL, 18)) : x;
        for (boolean keepdim : new boolean[] {false, true}) {
          Host expected = reduce(Host.of(x), dims, keepdim, f.specification);
          DType result = f.resultType(type);
          double factor = f == Function.PROD ? 300 : 8;
          Check.near(
              result,
              result.isFloating() ? expected.in(type) : expected,
              f.method.reduce(x, dims, keepdim),
              factor * Check.tolerance(type));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void reducesScalars(Function f, DType type) {
    Tensor x = sample(type);
    Host expected = reduce(Host.of(x), new int[0], false, f.specification);
    for (int[] dims : new int[][] {{}, {0}, {-1}}) {
      Check.near(f.resultType(type), expected, f.method.reduce(x, dims, true), 1e-2);
    }
  }

  @Test
  void ofNothing() {
    Tensor x = Tensors.zeros(device(), 0, 3);
    Check.values(x.sum(0), 0, 0, 0);
    Check.values(x.prod(0), 1, 1, 1);
    Check.values(x.mean(0), NAN, NAN, NAN);
    Check.values(x.any(0), 0, 0, 0);
    Check.values(x.all(0), 1, 1, 1);
    Check.values(x.norm(0), 0, 0, 0);
    Check.values(x.var(0), NAN, NAN, NAN);
    Check.values(x.sum(), 0);
    assertEquals(Shape.of(0), x.sum(1).shape());
    assertEquals(Shape.of(0), x.amax(1).shape());
    assertEquals(Shape.of(0), x.max(1).values().shape());
    assertEquals(Shape.of(0), x.argmin(1).shape());
    Check.refused(
        ShapeException.class,
        () -> x.amax(0),
        "max: Expected reduction dim 0 to have non-zero size",
        "[0, 3]");
    Check.refused(ShapeException.class, x::min, "min: Expected reduction dim 0");
    Check.refused(ShapeException.class, () -> x.max(0), "max: Expected reduction dim 0");
    Check.refused(ShapeException.class, x::argmax, "Expected reduction dim");
  }

  @Test
  void nanWins() {
    Tensor x = tensor(DType.F32, new double[] {1, NAN, 3, 4, 5, 6}, 2, 3);
    Check.values(x.max(), NAN);
    Check.values(x.amin(1), NAN, 4);
    WithIndices best = x.max(1);
    Check.values(best.values(), NAN, 6);
    Check.values(best.indices(), 1, 2);
    Check.values(x.t().argmin(0), 1, 0);
    Check.values(x.argmax(), 1);
    Check.values(x.sum(1), NAN, 15);
    Check.values(x.any(), 1);
    Check.values(x.norm(INF, new int[] {1}, false), NAN, 6);
  }

  @Test
  void infinitiesAndLargeNumbers() {
    Tensor x = vector(DType.F32, INF, -INF);
    Check.values(x.sum(), NAN);
    Check.values(x.max(), INF);
    Check.values(vector(DType.F16, 60000, 60000, -60000).sum(), 60000);
    Check.values(vector(DType.F16, 60000, 60000).mean(), 60000);
    Check.values(vector(DType.U8, 200, 200).sum(), 400);
    Check.values(vector(DType.BOOL, 1, 1, 0).sum(), 2);
    Check.values(vector(DType.F32, 1).var(), NAN);
    Check.values(vector(DType.F32, 1).var(0, new int[0], false), 0);
  }

  static Stream<Arguments> extremes() {
    return Stream.of(true, false)
        .flatMap(g -> Arrays.stream(DType.values()).map(type -> arguments(g, type)));
  }

  @ParameterizedTest
  @MethodSource("extremes")
  void findsTheFirstOfTheExtremes(boolean greatest, DType type) {
    for (Form form : Form.values()) {
      Tensor x = sample(form, type, 4, 6, 21);
      x = type.isFloating() ? x.round() : x;
      for (int dim : new int[] {0, 1, -1}) {
        ToDoubleFunction<double[]> value =
            v -> (greatest ? Arrays.stream(v).max() : Arrays.stream(v).min()).getAsDouble();
        ToDoubleFunction<double[]> index =
            v -> Arrays.stream(v).boxed().toList().indexOf(value.applyAsDouble(v));
        Host h = Host.of(x).map(v -> v + 0.0);
        int[] dims = {dim};
        WithIndices found = greatest ? x.max(dim) : x.min(dim);
        Check.near(type, reduce(h, dims, false, value), found.values());
        Check.near(DType.I64, reduce(h, dims, false, index), found.indices());
        Tensor kept = greatest ? x.argmax(dim, true) : x.argmin(dim, true);
        Check.near(DType.I64, reduce(h, dims, true, index), kept);
        Tensor overall = greatest ? x.argmax() : x.argmin();
        Check.near(DType.I64, reduce(h, new int[0], false, index), overall);
      }
    }
  }

  @Test
  void sumsAreBlocked() {
    Tensor x = Tensors.full(device(), DType.F32, 0.1, 1 << 20);
    double exact = 0.1f * (double) (1 << 20);
    assertEquals(exact, x.sum().item(), exact * 1e-6);
    assertEquals(exact, x.reshape(1 << 10, 1 << 10).sum(0).sum().item(), exact * 1e-6);
    assertEquals(0.1, x.mean().item(), 1e-7);
  }

  @Test
  void refusesDimensionsAndTypes() {
    Tensor x = Tensors.ones(device(), 2, 3);
    Check.refused(ShapeException.class, () -> x.sum(0, -2, 1), "sum: dim 0 appears multiple times");
    Check.refused(ShapeException.class, () -> x.sum(2), "range of [-2, 1], but got 2");
    Check.refused(
        DTypeException.class,
        () -> longs(1).mean(),
        "mean: could not infer output dtype",
        "Got: I64");
    Check.refused(DTypeException.class, () -> longs(1).std(), "std", "not implemented for I64");
    Check.refused(DTypeException.class, () -> longs(1).norm(), "norm", "I64");
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void accumulates(DType type) {
    for (Form form : Form.values()) {
      Tensor x = sample(form, type, 3, 7, 12);
      DType result = type.isFloating() ? type : DType.I64;
      for (int dim : new int[] {0, 1, 2}) {
        Host h = Host.of(x);
        Host expected =
            Host.make(
                x.shape(),
                i -> {
                  double sum = 0;
                  long[] at = i.clone();
                  for (at[dim] = 0; at[dim] <= i[dim]; at[dim]++) {
                    sum += h.at(at);
                  }
                  return sum;
                });
        Check.near(result, expected.in(result), x.cumsum(dim), 12 * Check.tolerance(type));
      }
    }
    assertEquals(Shape.SCALAR, sample(type).cumsum(0).shape());
    assertEquals(Shape.of(0, 2), Tensors.zeros(device(), type, 0, 2).cumsum(0).shape());
  }
}
