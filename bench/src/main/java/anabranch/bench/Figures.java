package anabranch.bench;

import anabranch.bench.history.Figure;
import anabranch.bench.history.Rate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** JMH's results as figures. */
final class Figures {
  private Figures() {}

  /**
   * The times of one benchmark with one set of parameters.
   *
   * @throws IllegalArgumentException if JMH has measured something else than time per operation
   */
  static Figure of(RunResult result) {
    BenchmarkParams params = result.getParams();
    Result<?> primary = result.getPrimaryResult();
    if (!primary.getScoreUnit().endsWith("/op")) {
      throw new IllegalArgumentException(
          "%s was measured in %s; time per operation is needed: -bm avgt"
              .formatted(params.getBenchmark(), primary.getScoreUnit()));
    }
    Statistics times = primary.getStatistics();
    double median = times.getPercentile(50);
    return new Figure(
        Catalogue.name(params.getBenchmark()),
        parameters(params),
        primary.getScoreUnit(),
        Math.toIntExact(times.getN()),
        median,
        times.getPercentile(25),
        times.getPercentile(75),
        times.getMin(),
        times.getMax(),
        rate(result, median).orElse(null));
  }

  private static Map<String, String> parameters(BenchmarkParams params) {
    Map<String, String> parameters = new TreeMap<>();
    for (String key : params.getParamsKeys()) {
      parameters.put(key, params.getParam(key));
    }
    return parameters;
  }

  private static Optional<Rate> rate(RunResult result, double median) {
    BenchmarkParams params = result.getParams();
    double seconds = median * params.getTimeUnit().toNanos(1) / TimeUnit.SECONDS.toNanos(1);
    Result<?> peak = result.getSecondaryResults().get(PeakProfiler.PEAK);
    return Work.of(params)
        .map(w -> new Rate(w.unit(), w.rate(seconds), peak == null ? null : peak.getScore()));
  }
}
