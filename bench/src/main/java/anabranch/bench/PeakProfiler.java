package anabranch.bench;

import anabranch.cpu.FmaPeak;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;

/**
 * Measures, after each iteration and in the same JVM, what the CPU could have done: multiply-adds
 * for a benchmark of matrix products, a copy of as many bytes for one that moves bytes; on as many
 * threads. A trial's peak is the greatest of these, as nothing but a disturbance makes one smaller.
 */
public final class PeakProfiler implements InternalProfiler {
  /** What JMH calls the result. */
  static final String PEAK = "peak";

  /** Made by JMH. */
  public PeakProfiler() {}

  @Override
  public String getDescription() {
    return "The CPU's peak of multiply-adds, or of copying, after each iteration";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Optional<Work> work = Work.of(benchmark);
    if (work.isEmpty()
        || iteration.getType() != IterationType.MEASUREMENT
        || !"cpu".equals(benchmark.getParam("device"))) {
      return List.of();
    }
    int cpus = Runtime.getRuntime().availableProcessors();
    int threads = Math.min(cpus, Integer.parseInt(benchmark.getParam("threads")));
    double peak = measure(work.get(), threads);
    return List.of(new ScalarResult(PEAK, peak, work.get().unit(), AggregationPolicy.MAX));
  }

  private static double measure(Work work, int threads) {
    if (work.flops() > 0) {
      return FmaPeak.gflops(threads);
    }
    try {
      return CopyBandwidth.gigabytesPerSecond(threads, (long) work.bytes());
    } catch (Exception e) {
      throw new IllegalStateException("copying on %d threads failed".formatted(threads), e);
    }
  }
}
