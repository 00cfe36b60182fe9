package anabranch.cuda.fuzz;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.WithIndices;
import anabranch.shape.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operations along lines that are long enough for a block of threads, or for several: CUDA against
 * the CPU fallback. The shapes are those at which the kernels change their ways.
 */
final class CudaLongLinesTest {
  private static final List<DType> REAL = List.of(DType.F32, DType.F64, DType.F16, DType.BF16);
  private static final List<DType> WHOLE = List.of(DType.I64, DType.I32, DType.U8, DType.BOOL);

  private static Devices devices;

  @BeforeAll
  static void open() {
    devices = Devices.open(Devices.Options.defaults().withThreads(2));
  }

  @AfterAll
  static void close() {
    devices.close();
  }

  /** Runs on both devices; what it does with the elements is of {@code ulps} units. */
  private static void compare(
      DType type, double ulps, Function<Tensor, List<Tensor>> operation, long... shape)
      throws Exception {
    Device cuda = devices.get("cuda:0");
    devices.call(
        () -> {
          Tensor x = Scope.seeded(7, () -> sample(devices.get("cpu"), type, shape));
          List<Tensor> expected = operation.apply(x);
          List<Tensor> actual = operation.apply(x.to(cuda));
          for (int i = 0; i < expected.size(); i++) {
            String what = "%s of %s, %d".formatted(type, Arrays.toString(shape), i);
            Same.assertSame(expected.get(i), actual.get(i), ulps, 1, what);
          }
          return null;
        });
  }

  /** Many of the elements are equal. */
  private static Tensor sample(Device device, DType type, long... shape) {
    Tensor whole = Tensors.randint(device, type == DType.BOOL ? 0 : -300, 300, shape);
    return type.isFloating() ? whole.to(DType.F32).div(64).to(type) : whole.to(type);
  }

  static Stream<Arguments> linesOfAllTypes() {
    return Stream.concat(REAL.stream(), WHOLE.stream())
        .flatMap(
            type ->
                Stream.of(
                    arguments(type, -1, new long[] {3, 1500}),
                    arguments(type, -1, new long[] {20_000}),
                    arguments(type, 0, new long[] {5000, 33}),
                    arguments(type, 0, new long[] {2100, 2})));
  }

  @ParameterizedTest
  @MethodSource("linesOfAllTypes")
  void reduces(DType type, int dim, long[] shape) throws Exception {
    compare(
        type,
        512,
        x -> {
          List<Tensor> results = new ArrayList<>();
          results.add(x.sum(dim));
          results.add(x.amax(dim));
          results.add(x.amin(dim));
          results.add(x.any(dim));
          results.add(x.all(dim));
          if (type.isFloating()) {
            results.add(x.mean(dim));
            results.add(x.var(1, new int[] {dim}, false));
            results.add(x.norm(2, new int[] {dim}, false));
          }
          return results;
        },
        shape);
  }

  @ParameterizedTest
  @MethodSource("linesOfAllTypes")
  void findsTheFirstExtreme(DType type, int dim, long[] shape) throws Exception {
    compare(
        type,
        0,
        x -> {
          WithIndices most = x.max(dim);
          WithIndices least = x.min(dim);
          return List.of(most.values(), most.indices(), least.values(), least.indices());
        },
        shape);
  }

  @ParameterizedTest
  @MethodSource("linesOfAllTypes")
  void addsUp(DType type, int dim, long[] shape) throws Exception {
    // sums of what 16 bits hold exactly do not fit 16 bits
    double ulps = type == DType.F16 || type == DType.BF16 ? 2 : 4096;
    compare(type, ulps, x -> List.of(x.cumsum(dim)), shape);
  }

  /** Of one tile and a bit, and of enough tiles that runs without a partner are merged. */
  static Stream<Arguments> linesToSort() {
    return Stream.concat(REAL.stream(), WHOLE.stream())
        .flatMap(
            type ->
                Stream.of(
                    arguments(type, -1, new long[] {2, 1500}),
                    arguments(type, 0, new long[] {5000, 3})));
  }

  @ParameterizedTest
  @MethodSource("linesToSort")
  void sorts(DType type, int dim, long[] shape) throws Exception {
    compare(
        type,
        0,
        x -> {
          WithIndices up = x.sort(dim, false);
          WithIndices down = x.sort(dim, true);
          return List.of(up.values(), up.indices(), down.values(), down.indices());
        },
        shape);
  }

  static Stream<Arguments> numbersToSort() {
    return linesToSort().filter(arguments -> arguments.get()[0] != DType.BOOL);
  }

  @ParameterizedTest
  @MethodSource("numbersToSort")
  void findsTheFirstFew(DType type, int dim, long[] shape) throws Exception {
    List<Long> counts = List.of(1L, 300L, 1400L);
    compare(
        type,
        0,
        x ->
            counts.stream()
                .map(k -> x.topk(k, dim, k != 300))
                .flatMap(top -> Stream.of(top.values(), top.indices()))
                .toList(),
        shape);
  }

  static Stream<Arguments> realLines() {
    return REAL.stream()
        .flatMap(
            type ->
                Stream.of(
                    arguments(type, new long[] {3, 1500}),
                    arguments(type, new long[] {1, 70_000}),
                    arguments(type, new long[] {3, 100})));
  }

  @ParameterizedTest
  @MethodSource("realLines")
  void normalizes(DType type, long[] shape) throws Exception {
    long[] line = {shape[1]};
    compare(
        type,
        64,
        x -> List.of(x.softmax(1), x.logSoftmax(1), x.add(100).layerNorm(line, null, null, 1e-5)),
        shape);
  }
}
