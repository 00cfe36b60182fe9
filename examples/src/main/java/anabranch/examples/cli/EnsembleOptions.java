package anabranch.examples.cli;

import anabranch.spi.Precision;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code anabranch ensemble}. */
final class EnsembleOptions {
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
      description = "Time steps (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "50",
      converter = PositiveInt.class,
      description = "Rows of a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--hidden",
      paramLabel = "C",
      defaultValue = "1024",
      converter = PositiveInt.class,
      description = "Hidden units of a direction, and inputs (default: ${DEFAULT-VALUE}).")
  private int hidden;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      converter = DeviceName.Converter.class,
      description = "auto (the best there is), cpu, cuda or cuda:N (default: ${DEFAULT-VALUE}).")
  private DeviceName device = DeviceName.AUTO;

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      converter = PrecisionName.class,
      description =
          "How far matrix products may be rounded: fp32, tf32 or bf16. A permission: the CPU"
              + " computes in fp32 all the same (default: ANABRANCH_PRECISION, else fp32).")
  private @Nullable Precision precision;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "all",
      converter = Modes.Converter.class,
      description = "all, sequential, directions or members (default: ${DEFAULT-VALUE}).")
  private Modes modes = Modes.ALL;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "3",
      converter = PositiveInt.class,
      description = "Timed runs of each mode, after warming up (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = ThreadCount.class,
      description = "Host threads (default: ANABRANCH_THREADS, else the CPUs granted).")
  private @Nullable Integer threads;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Weights and input follow from it alone (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the result there too, for programs.")
  private @Nullable Path json;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Record one more run of each mode, and write it there for Perfetto or chrome://tracing;"
              + " compressed if the name ends in .gz.")
  private @Nullable Path trace;

  @Option(
      names = "--timeline",
      paramLabel = "FILE",
      description = "Record one more run of each mode, and write it there as an HTML page.")
  private @Nullable Path timeline;

  EnsembleShape shape() {
    return new EnsembleShape(members, steps, batch, hidden);
  }

  DeviceName device() {
    return device;
  }

  Optional<Precision> precision() {
    return Optional.ofNullable(precision);
  }

  Modes modes() {
    return modes;
  }

  int repeat() {
    return repeat;
  }

  OptionalInt threads() {
    return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
  }

  long seed() {
    return seed;
  }

  Optional<Path> json() {
    return Optional.ofNullable(json);
  }

  Optional<Path> trace() {
    return Optional.ofNullable(trace);
  }

  Optional<Path> timeline() {
    return Optional.ofNullable(timeline);
  }

  /** Whether a run is to be recorded. */
  boolean recorded() {
    return trace != null || timeline != null;
  }
}
