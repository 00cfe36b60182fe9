package anabranch.bench.overlap;

import anabranch.examples.cli.DeviceName;
import anabranch.examples.cli.PositiveInt;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code anabranch bench overlap}. */
final class OverlapOptions {
  @Option(
      names = "--sizes",
      paramLabel = "C",
      split = ",",
      defaultValue = "64,128,256,512,1024,2048",
      converter = PositiveInt.class,
      description =
          "Hidden units of a direction, and inputs; several with commas"
              + " (default: ${DEFAULT-VALUE}).")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--batches",
      paramLabel = "B",
      split = ",",
      defaultValue = "1,8,50,256",
      converter = PositiveInt.class,
      description = "Rows of a batch; several with commas (default: ${DEFAULT-VALUE}).")
  private List<Integer> batches = List.of();

  @Option(
      names = "--members",
      paramLabel = "N",
      defaultValue = "4",
      converter = PositiveInt.class,
      description = "Bidirectional LSTMs in the ensemble (default: ${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--steps",
      paramLabel = "T",
      defaultValue = "50",
      converter = PositiveInt.class,
      description =
          "Time steps, at most: sizes too large for the budget get fewer"
              + " (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      converter = DeviceName.Converter.class,
      description = "auto (the best there is), cpu, cuda or cuda:N (default: ${DEFAULT-VALUE}).")
  private DeviceName device = DeviceName.AUTO;

  @Option(
      names = "--widths",
      paramLabel = "N",
      split = ",",
      converter = PositiveInt.class,
      description =
          "On the CPU, how many host threads; on a GPU, at most how many streams; several with"
              + " commas. The most is where forking is judged (default: powers of two up to the"
              + " CPUs granted, or up to 2 streams for each member).")
  private List<Integer> widths = List.of();

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "7",
      converter = PositiveInt.class,
      description = "Rounds; each runs every way once (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--budget",
      paramLabel = "SECONDS",
      defaultValue = "480",
      converter = PositiveInt.class,
      description = "How long it may take in all, about (default: ${DEFAULT-VALUE}).")
  private int budget;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      defaultValue = "overlap.json",
      description = "The result for programs (default: ${DEFAULT-VALUE}).")
  private Path json = Path.of("overlap.json");

  @Option(
      names = "--html",
      paramLabel = "FILE",
      defaultValue = "overlap.html",
      description = "The result as a page for a browser (default: ${DEFAULT-VALUE}).")
  private Path html = Path.of("overlap.html");

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Measure nothing: make the page of this JSON file of an earlier run.")
  private @Nullable Path from;

  Grid grid() {
    return new Grid(sizes, batches, members, steps);
  }

  DeviceName device() {
    return device;
  }

  List<Integer> widths() {
    return widths.stream().distinct().sorted().toList();
  }

  int repeat() {
    return repeat;
  }

  double budget() {
    return budget;
  }

  Path json() {
    return json;
  }

  Path html() {
    return html;
  }

  Optional<Path> from() {
    return Optional.ofNullable(from);
  }
}
