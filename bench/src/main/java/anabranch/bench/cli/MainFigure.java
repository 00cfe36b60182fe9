package anabranch.bench.cli;

import anabranch.bench.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One of the main figures, or several that differ in a parameter.
 *
 * @param name of the benchmark
 * @param params what is chosen
 */
record MainFigure(String name, Map<String, List<String>> params) {
  private static final String DEVICE = "device";
  private static final String THREADS = "threads";

  MainFigure {
    params = Map.copyOf(params);
  }

  /**
   * Reads {@code main}, such as {@code shape=step,vector threads=all}.
   *
   * @param threads what {@code all} stands for
   * @param device where it runs if it has such a parameter and names no device
   * @throws IllegalArgumentException if the benchmark has no such parameter
   */
  static MainFigure parse(Catalogue.Entry entry, String main, int threads, String device) {
    Map<String, List<String>> params = new TreeMap<>();
    if (entry.params().containsKey(DEVICE)) {
      params.put(DEVICE, List.of(device));
    }
    for (String word : main.split(" ", -1)) {
      String[] parts = word.split("=", 2);
      if (parts.length < 2 || !entry.params().containsKey(parts[0])) {
        throw new IllegalArgumentException(
            "%s: the main figure '%s' names no parameter and value".formatted(entry.name(), word));
      }
      params.put(parts[0], List.of(parts[1].split(",", -1)));
    }
    params.computeIfPresent(
        THREADS, (name, all) -> all.equals(List.of("all")) ? List.of("" + threads) : all);
    return new MainFigure(entry.name(), params);
  }

  /** Whether it can be measured on {@code device}: one that names a device, on no other. */
  boolean isOf(String device) {
    return params.getOrDefault(DEVICE, List.of(device)).contains(device);
  }

  /** How it is measured: short, in a JVM of its own. */
  Options options() {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + Pattern.quote(name) + "$")
            .forks(1)
            .warmupIterations(2)
            .warmupTime(TimeValue.milliseconds(400))
            .measurementIterations(7)
            .measurementTime(TimeValue.milliseconds(300))
            .verbosity(VerboseMode.SILENT);
    params.forEach((param, values) -> options.param(param, values.toArray(new String[0])));
    return options.build();
  }

  /** The same as one types it. */
  String line() {
    return params.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> " -p " + entry.getKey() + "=" + String.join(",", entry.getValue()))
        .collect(Collectors.joining("", name, ""));
  }
}
