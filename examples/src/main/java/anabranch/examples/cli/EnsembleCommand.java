package anabranch.examples.cli;

import anabranch.profile.Profile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code anabranch ensemble}: the tutorial's job, timed. */
@Command(
    name = "ensemble",
    header = "Times the tutorial's ensemble of bidirectional LSTMs.",
    description =
        "%nRuns it one member after the other, with forked directions, and with forked members;"
            + " checks that the results agree, and prints a table of times.%n")
final class EnsembleCommand implements Callable<Integer> {
  @Mixin private EnsembleOptions options = new EnsembleOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    CommandLine command = spec.commandLine();
    Optional<Path> path = options.json();
    Optional<Path> traced = options.trace();
    TraceFile trace = traced.isPresent() ? TraceFile.prepare(traced.get()) : null;
    Optional<Path> drawn = options.timeline();
    TimelineFile timeline = drawn.isPresent() ? TimelineFile.prepare(drawn.get()) : null;
    try (JsonFile json = path.isPresent() ? JsonFile.prepare(path.get()) : null) {
      EnsembleResult result = run(command);
      EnsembleTable.print(result, command.getOut());
      write(result, json, trace);
      draw(result.profile(), timeline);
      Profile profile = result.profile();
      if (profile != null) {
        LostSpans.tell(profile, command.getErr());
      }
    } catch (OutOfMemoryError e) {
      throw new RunFailedException(
          "the Java heap of %s is full (%s): use smaller sizes, or give Java more, such as JAVA_TOOL_OPTIONS=-Xmx8g"
              .formatted(Quantity.bytes(Runtime.getRuntime().maxMemory()), e.getMessage()),
          e);
    }
    return command.getCommandSpec().exitCodeOnSuccess();
  }

  private EnsembleResult run(CommandLine command) throws Exception {
    PrintWriter err = command.getErr();
    try (Progress progress = new Progress(err, Progress.onTerminal())) {
      return new EnsembleJob(options, progress).run();
    }
  }

  private static void draw(@Nullable Profile profile, @Nullable TimelineFile timeline)
      throws RunFailedException {
    if (timeline != null && profile != null) {
      timeline.write(profile);
    }
  }

  private static void write(
      EnsembleResult result, @Nullable JsonFile json, @Nullable TraceFile trace)
      throws RunFailedException {
    if (json != null) {
      json.write(EnsembleJson.of(result));
    }
    Profile profile = result.profile();
    if (trace != null && profile != null) {
      trace.write(profile);
    }
  }
}
