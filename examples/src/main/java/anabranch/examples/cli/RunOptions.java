package anabranch.examples.cli;

import anabranch.script.ScriptLimits;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code anabranch run}. */
final class RunOptions {
  @Parameters(paramLabel = "MODEL.pt", description = "The archive.")
  private Path model = Path.of("");

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Tensors by parameter name, a safetensors file; may be given several times.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--arg",
      paramLabel = "NAME=VALUE",
      description = "An int, float, bool or str by parameter name; may be given several times.")
  private Map<String, String> arguments = new LinkedHashMap<>();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Write the result there, a safetensors file: output, output.0.1, output.key; numbers and"
              + " truth values as tensors without dimensions, text in the metadata.")
  private @Nullable Path output;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      converter = DeviceName.Converter.class,
      description = "auto (the best there is), cpu, cuda or cuda:N (default: ${DEFAULT-VALUE}).")
  private DeviceName device = DeviceName.AUTO;

  @Option(
      names = "--limit",
      paramLabel = "WHAT=N",
      description =
          "steps, forks, depth, bytes (with K, M or G behind) or time (in seconds) that the program"
              + " may use; may be given several times.")
  private Map<String, String> limits = new LinkedHashMap<>();

  @Option(names = "--trusted", description = "Run without limits, for files that are trusted.")
  private boolean trusted;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Record the run for Perfetto or chrome://tracing; compressed if it ends in .gz.")
  private @Nullable Path trace;

  @Option(
      names = "--timeline",
      paramLabel = "FILE",
      description = "Record the run, and write it there as an HTML page.")
  private @Nullable Path timeline;

  Path model() {
    return model;
  }

  List<Path> inputs() {
    return inputs;
  }

  Map<String, String> arguments() {
    return arguments;
  }

  Optional<Path> output() {
    return Optional.ofNullable(output);
  }

  DeviceName device() {
    return device;
  }

  /**
   * What the program may use.
   *
   * @throws RunFailedException if a limit is not a number, or there is none of its name
   */
  ScriptLimits limits() throws RunFailedException {
    ScriptLimits chosen = trusted ? ScriptLimits.TRUSTED : ScriptLimits.DEFAULT;
    for (Map.Entry<String, String> limit : limits.entrySet()) {
      chosen = LimitText.apply(chosen, limit.getKey(), limit.getValue());
    }
    return chosen;
  }

  boolean trusted() {
    return trusted;
  }

  Optional<Path> trace() {
    return Optional.ofNullable(trace);
  }

  Optional<Path> timeline() {
    return Optional.ofNullable(timeline);
  }
}
