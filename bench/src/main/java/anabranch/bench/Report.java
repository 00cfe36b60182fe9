package anabranch.bench;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** JMH's results with rates: GFLOP/s and their share of the peak, or GB/s. */
final class Report {
  private static final String ROW = "%-18s %-44s %12s %8s   %s%n";

  private Report() {}

  /**
   * Prints one line per result.
   *
   * @param peaks multiply-adds in GFLOP/s, by number of threads
   */
  static void print(Collection<RunResult> results, Map<Integer, Double> peaks, PrintStream out) {
    out.println();
    peaks.forEach(
        (threads, gflops) ->
            out.printf(
                Locale.ROOT,
                "Peak of multiply-adds, %d thread(s): %.1f GFLOP/s%n",
                threads,
                gflops));
    out.println();
    out.printf(Locale.ROOT, ROW, "benchmark", "parameters", "time", "+-", "rate");
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      Result<?> primary = result.getPrimaryResult();
      out.printf(
          Locale.ROOT,
          ROW,
          Work.simpleName(params),
          parameters(params),
          String.format(Locale.ROOT, "%.1f %s", primary.getScore(), unit(primary)),
          error(primary),
          rate(params, primary.getScore(), peaks));
    }
  }

  private static String parameters(BenchmarkParams params) {
    return params.getParamsKeys().stream()
        .map(key -> key + "=" + params.getParam(key))
        .collect(Collectors.joining(" "));
  }

  /** JMH knows no error of fewer than three iterations. */
  private static String error(Result<?> result) {
    double error = 100 * result.getScoreError() / result.getScore();
    return Double.isFinite(error) ? String.format(Locale.ROOT, "%.0f %%", error) : "-";
  }

  private static String unit(Result<?> result) {
    return result.getScoreUnit().replace("/op", "");
  }

  private static String rate(BenchmarkParams params, double score, Map<Integer, Double> peaks) {
    Optional<Work> work = Work.of(params);
    if (work.isEmpty()) {
      return "";
    }
    double seconds = score * params.getTimeUnit().toNanos(1) / TimeUnit.SECONDS.toNanos(1);
    if (work.get().bytes() > 0) {
      return String.format(Locale.ROOT, "%.1f GB/s", work.get().bytes() / seconds / 1e9);
    }
    double gflops = work.get().flops() / seconds / 1e9;
    Double peak = peaks.get(Integer.valueOf(params.getParam("threads")));
    return peak == null
        ? String.format(Locale.ROOT, "%.1f GFLOP/s", gflops)
        : String.format(Locale.ROOT, "%.1f GFLOP/s, %.0f %% of peak", gflops, 100 * gflops / peak);
  }
}
