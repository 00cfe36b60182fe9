package anabranch.bench;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What one operation of a benchmark does.
 *
 * @param flops floating-point operations of its matrix products, or 0
 * @param bytes read and written, or 0
 */
record Work(double flops, double bytes) {
  /** The work of a benchmark that has matrix products or streams memory. */
  static Optional<Work> of(BenchmarkParams params) {
    ToLongFunction<String> number = name -> Long.parseLong(params.getParam(name));
    return switch (simpleName(params)) {
      case "MatMulBench" ->
          Optional.of(
              new Work(
                  2.0
                      * Arrays.stream(params.getParam("sizes").split("x", 3))
                          .mapToDouble(Double::parseDouble)
                          .reduce(1, (a, b) -> a * b),
                  0));
      case "LstmBench" -> Optional.of(new Work(direction(number), 0));
      case "EnsembleBench" ->
          Optional.of(new Work(2.0 * number.applyAsLong("members") * direction(number), 0));
      case "ElementwiseBench" -> {
        int bytes = ElementwiseBench.Kind.valueOf(params.getParam("kind")).bytes();
        yield Optional.of(new Work(0, (double) bytes * number.applyAsLong("elements")));
      }
      default -> Optional.empty();
    };
  }

  /** T * B rows times [C, 4C] for the input and times [C, 4C] for the hidden state. */
  private static double direction(ToLongFunction<String> number) {
    double hidden = number.applyAsLong("hidden");
    double rows = (double) number.applyAsLong("steps") * number.applyAsLong("batch");
    return 2 * rows * (4 * hidden * hidden + 4 * hidden * hidden);
  }

  /** The benchmark's class without its package. */
  static String simpleName(BenchmarkParams params) {
    String[] parts = params.getBenchmark().split("\\.", -1);
    return parts[parts.length - 2];
  }
}
