package anabranch.bench;

import anabranch.bench.history.Figure;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs benchmarks by JMH. */
public final class Benchmarks {
  private Benchmarks() {}

  /**
   * Runs what {@code options} choose, each in a JVM like this one and with the peaks beside it. It
   * ends with the first benchmark that fails, unless they say otherwise.
   *
   * @throws RunnerException if a benchmark fails, or none is chosen
   */
  public static List<Figure> run(Options options) throws RunnerException {
    Options all =
        new OptionsBuilder()
            .parent(options)
            .shouldFailOnError(options.shouldFailOnError().orElse(true))
            .addProfiler(PeakProfiler.class)
            .jvmArgsAppend("--add-modules", "jdk.incubator.vector", "-XX:+UseParallelGC")
            .build();
    return new Runner(all).run().stream().map(Figures::of).toList();
  }

  /** As {@link #run(Options)} with JMH's own options as they are typed. */
  public static List<Figure> run(List<String> line) throws Exception {
    return run(new CommandLineOptions(line.toArray(new String[0])));
  }
}
