package anabranch.bench;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.cpu.FmaPeak;
import anabranch.examples.LstmEnsemble;
import anabranch.profile.Profiler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What the profiler costs, in pairs measured in turns: its hooks while nobody records, by {@link
 * HooksBench}, and a recording of the whole ensemble, against the same without.
 */
public final class ProfilerCost {
  private static final int THREADS = 2;
  private static final int WARM_UP = 3;

  private final JsonGenerator json;

  private ProfilerCost(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Arguments: a file for the figures, and {@code hooks} with options of JMH, or {@code recording}
   * with the number of pairs and, if the ensemble is not to be the tutorial's, its hidden units.
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      throw new IllegalArgumentException(
          "arguments: FILE.json hooks [OPTIONS], or FILE.json recording PAIRS [HIDDEN]");
    }
    try (JsonGenerator json =
        new JsonFactory().createGenerator(Files.newBufferedWriter(Path.of(args[0])))) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("java", Runtime.version().toString());
      ProfilerCost cost = new ProfilerCost(json);
      switch (args[1]) {
        case "hooks" -> cost.hooks(List.of(args).subList(2, args.length));
        case "recording" ->
            cost.recording(
                Integer.parseInt(args[2]), args.length > 3 ? Integer.parseInt(args[3]) : 1024);
        default -> throw new IllegalArgumentException("hooks or recording, not " + args[1]);
      }
      json.writeEndObject();
    }
  }

  private void hooks(List<String> options) throws Exception {
    for (RunResult result :
        new Runner(
                new OptionsBuilder()
                    .parent(new CommandLineOptions(options.toArray(new String[0])))
                    .include(HooksBench.class.getName())
                    .jvmArgsAppend("--add-modules", "jdk.incubator.vector", "-XX:+UseParallelGC")
                    .build())
            .run()) {
      List<IterationResult> iterations =
          result.getBenchmarkResults().stream()
              .flatMap(jvm -> jvm.getIterationResults().stream())
              .toList();
      write(
          result.getParams().getParam("what")
              + " threads="
              + result.getParams().getParam("threads"),
          "nanoseconds each",
          "without hooks",
          "with hooks",
          new Pairs(
              iterations.stream().map(one -> each(one, "without")).toList(),
              iterations.stream().map(one -> each(one, "with")).toList()));
    }
  }

  private static double each(IterationResult iteration, String side) {
    return iteration.getSecondaryResults().get(side).getScore()
        / iteration.getSecondaryResults().get("each").getScore();
  }

  private void recording(int pairs, int hidden) throws Exception {
    try (Opened opened = new Opened("cpu", THREADS)) {
      json.writeNumberField("threads", THREADS);
      json.writeNumberField("hidden", hidden);
      LstmEnsemble ensemble = opened.call(() -> new LstmEnsemble(4, hidden));
      Tensor x = opened.make(() -> Tensors.rand(50, 50, hidden));
      double before = FmaPeak.gflops(THREADS);
      for (LstmEnsemble.Mode mode : LstmEnsemble.Mode.values()) {
        LstmEnsemble one = ensemble.mode(mode);
        Pairs.Measure plain = () -> seconds(opened, () -> one.apply(x));
        Pairs.Measure recorded = () -> seconds(opened, () -> Profiler.record(() -> one.apply(x)));
        Pairs.measure(WARM_UP, plain, recorded);
        Pairs measured = Pairs.measure(pairs, plain, recorded);
        write(mode.name(), "seconds", "without a recording", "recorded", measured);
      }
      json.writeNumberField("peakGflops", Math.max(before, FmaPeak.gflops(THREADS)));
    }
  }

  private static double seconds(Opened opened, Runnable body) throws Exception {
    long start = System.nanoTime();
    opened.run(
        () -> {
          anabranch.Scope.run(body);
          return null;
        });
    return (System.nanoTime() - start) / 1e9;
  }

  private void write(String name, String unit, String first, String second, Pairs pairs)
      throws Exception {
    json.writeObjectFieldStart(name);
    json.writeStringField("unit", unit);
    write(first, pairs.first());
    write(second, pairs.second());
    write("slow-down of each pair", pairs.slowdowns());
    double median = Pairs.median(pairs.slowdowns());
    json.writeNumberField("median slow-down", median);
    json.writeEndObject();
    json.flush();
    System.out.printf(
        Locale.ROOT,
        "%s: %.4g %s %s, %.4g %s; median slow-down of %d pairs %.2f %%%n",
        name,
        Pairs.median(pairs.first()),
        unit,
        first,
        Pairs.median(pairs.second()),
        second,
        pairs.first().size(),
        100 * median);
  }

  private void write(String name, List<Double> figures) throws Exception {
    json.writeFieldName(name);
    double[] array = figures.stream().mapToDouble(Double::doubleValue).toArray();
    json.writeArray(array, 0, array.length);
  }
}
