package anabranch.bench;

import anabranch.bench.history.Rate;
import java.util.Optional;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What one operation of a benchmark does; one of the numbers is 0.
 *
 * @param flops floating-point operations of its matrix products, a multiply-add counted as two
 * @param bytes that it moves: read and written, or over the bus between host and device
 */
record Work(double flops, double bytes) {
  static Work ofFlops(double flops) {
    return new Work(flops, 0);
  }

  static Work ofBytes(double bytes) {
    return new Work(0, bytes);
  }

  /** What the benchmark itself says, if it is a {@link Workload}. */
  static Optional<Work> of(BenchmarkParams params) {
    String method = params.getBenchmark();
    try {
      Class<?> type = Class.forName(method.substring(0, method.lastIndexOf('.')));
      if (!Workload.class.isAssignableFrom(type)) {
        return Optional.empty();
      }
      Workload workload = (Workload) type.getConstructor().newInstance();
      return Optional.of(workload.work(params::getParam));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("JMH has run " + method + ", which cannot be made", e);
    }
  }

  /** The unit of its rate. */
  String unit() {
    return flops > 0 ? Rate.GFLOPS : Rate.GIGABYTES;
  }

  /** The rate in {@link #unit} of an operation that takes {@code seconds}. */
  double rate(double seconds) {
    return (flops > 0 ? flops : bytes) / seconds / 1e9;
  }
}
