package anabranch.bench;

import anabranch.cpu.FmaPeak;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks that JMH's own command line names, and prints their rates beside the peak of
 * multiply-adds that the CPU, if it is measured, reached before and after in the same run.
 */
public final class Benchmarks {
  private Benchmarks() {}

  /** Prints names and parameters of those that {@code args}, JMH's, choose. */
  public static void list(List<String> args) throws Exception {
    List<String> all = new ArrayList<>(List.of("-lp"));
    all.addAll(args);
    org.openjdk.jmh.Main.main(all.toArray(new String[0]));
  }

  /** Takes what JMH takes: {@code EnsembleBench -p device=cuda:0 -f 1}. */
  public static void run(List<String> args) throws Exception {
    CommandLineOptions line = new CommandLineOptions(args.toArray(new String[0]));
    Options options =
        new OptionsBuilder()
            .parent(line)
            .shouldFailOnError(line.shouldFailOnError().orElse(true))
            .jvmArgsAppend("--add-modules", "jdk.incubator.vector", "-XX:+UseParallelGC")
            .build();
    Map<Integer, Double> peaks = new TreeMap<>();
    int cpus = Runtime.getRuntime().availableProcessors();
    if (isOnCpu(line)) {
      measure(peaks, 1);
      measure(peaks, cpus);
    }
    Collection<RunResult> results = new Runner(options).run();
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      if (isOnCpu(line) && params.getParamsKeys().contains("threads")) {
        measure(peaks, Math.min(cpus, Integer.parseInt(params.getParam("threads"))));
      }
    }
    Report.print(results, peaks, System.out);
  }

  private static boolean isOnCpu(CommandLineOptions line) {
    return !line.getParameter("device").hasValue()
        || line.getParameter("device").get().contains("cpu");
  }

  /** Keeps the greatest, since a peak is what the machine does when nothing disturbs it. */
  private static void measure(Map<Integer, Double> peaks, int threads) {
    peaks.merge(threads, FmaPeak.gflops(threads), Math::max);
  }
}
