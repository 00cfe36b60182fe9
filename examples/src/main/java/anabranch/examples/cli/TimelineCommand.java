package anabranch.examples.cli;

import anabranch.profile.Timeline;
import anabranch.profile.TimelineSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code anabranch timeline}: a trace as a page. */
@Command(
    name = "timeline",
    header = "Makes a page for a browser from a Chrome trace.",
    description =
        "%nThe page is one file that needs no network. It shows rows of streams and threads with"
            + " what ran on them, the arrows of forks, waits, counters, and how much overlaps.%n")
final class TimelineCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TRACE",
      description =
          "What --trace or PyTorch's export_chrome_trace has written: JSON, compressed or not.")
  private Path trace = Path.of("");

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PAGE.html",
      description = "Where to write the page.")
  private Path output = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws RunFailedException {
    check();
    try {
      print(Timeline.write(trace, output), spec.commandLine().getOut());
    } catch (IOException e) {
      throw new RunFailedException(
          "cannot make %s from %s: %s (%s)"
              .formatted(output, trace, e.getMessage(), e.getClass().getSimpleName()),
          e);
    } catch (OutOfMemoryError e) {
      throw new RunFailedException(
          "%s is too large for the Java heap of %s: give Java more, such as JAVA_TOOL_OPTIONS=-Xmx8g"
              .formatted(trace, Quantity.bytes(Runtime.getRuntime().maxMemory())),
          e);
    }
    return spec.exitCodeOnSuccess();
  }

  /** Whoever mixes the two up must not lose a trace. */
  private void check() throws RunFailedException {
    if (Files.isDirectory(trace) || !Files.isReadable(trace)) {
      String why =
          Files.isDirectory(trace)
              ? "it is a directory"
              : Files.exists(trace) ? "it may not be read" : "there is no such file";
      throw new RunFailedException("cannot read " + trace + ": " + why);
    }
    TimelineFile.prepare(output);
    try {
      if (Files.isSameFile(trace, output)) {
        throw new RunFailedException(
            "cannot write " + output + ": it is the trace; name another file");
      }
    } catch (NoSuchFileException e) {
      // There is no page yet.
    } catch (IOException e) {
      throw new RunFailedException("cannot read " + trace + ": " + e.getMessage(), e);
    }
  }

  private void print(TimelineSummary summary, PrintWriter out) {
    out.println(
        String.format(
            Locale.ROOT,
            "%s: %,d spans in %,d rows, %,d arrows",
            output,
            summary.spans(),
            summary.rows().size(),
            summary.arrows()));
    out.println(
        String.format(
            Locale.ROOT,
            "busy %s in %s of wall time: %.2f rows on average, up to %d",
            Quantity.seconds(summary.busyNanos() / 1e9),
            Quantity.seconds(summary.wallNanos() / 1e9),
            summary.overlap(),
            summary.most()));
    summary
        .criticalNanos()
        .ifPresent(nanos -> out.println("critical path " + Quantity.seconds(nanos / 1e9)));
    summary.notes().forEach(note -> out.println("note: " + note));
    out.flush();
  }
}
