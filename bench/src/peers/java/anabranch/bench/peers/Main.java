package anabranch.bench.peers;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line: times this engine beside others that can do the job. */
@Command(
    name = "peers",
    description = "Times the tutorial's ensemble on this engine and others, on the CPU.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  @Parameters(paramLabel = "CxB", description = "Channels and batch: 1024x50 64x1")
  private List<String> points = List.of();

  @Option(names = "--engines", split = ",", description = "Which; ${DEFAULT-VALUE}.")
  private List<String> engines = Stream.of(Engine.values()).map(Engine::title).toList();

  @Option(names = "--members", description = "LSTMs; ${DEFAULT-VALUE}.")
  private int members = 4;

  @Option(names = "--steps", description = "T; ${DEFAULT-VALUE}.")
  private int steps = 50;

  @Option(names = "--rounds", description = "Rounds of the race; ${DEFAULT-VALUE}.")
  private int rounds = 7;

  @Option(names = "--forks", description = "Also time so many forks and their waits.")
  private int forks;

  @Option(names = "--tried", description = "Print all that the search saw.")
  private boolean tried;

  @Option(
      names = "--json",
      description = "Add what is measured to this file; the table is of all that is in it then.")
  private @Nullable Path json;

  @Option(names = "--cache", description = "Where native libraries are unpacked; ${DEFAULT-VALUE}.")
  private Path cache = Path.of(System.getProperty("java.io.tmpdir"), "anabranch-peers-cache");

  private Main() {}

  /** Runs what {@code args} say and ends the JVM. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Report report = before();
    if (!points.isEmpty() || forks > 0) {
      report = measure(report, out);
    }
    Table.print(report, out);
    return 0;
  }

  private Report before() throws IOException {
    return json == null || !Files.exists(json)
        ? Report.here()
        : ReportReader.read(Files.readString(json));
  }

  private Report measure(Report before, PrintStream out) throws Exception {
    Report report = before;
    List<Engine> chosen = engines.stream().map(Engine::parse).toList();
    try (Comparison comparison = Comparison.start(chosen, cache)) {
      if (forks > 0) {
        for (ForkCost cost : comparison.forks(forks)) {
          report = report.with(cost);
        }
      }
      for (String text : points) {
        Point point = comparison.measure(job(text), rounds);
        if (tried) {
          out.println(point.job());
          Table.print(point.tried(), out);
        }
        report = report.with(point);
        save(report);
      }
    }
    save(report);
    return report;
  }

  private void save(Report report) throws IOException {
    if (json != null) {
      Files.writeString(json, ReportWriter.text(report));
    }
  }

  private Job job(String point) {
    String[] sizes = point.split("x", -1);
    if (sizes.length != 2) {
      throw new IllegalArgumentException("expected CxB, such as 1024x50, got " + point);
    }
    return new Job(members, steps, Integer.parseInt(sizes[1]), Integer.parseInt(sizes[0]));
  }
}
