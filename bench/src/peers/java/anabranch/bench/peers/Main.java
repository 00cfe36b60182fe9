package anabranch.bench.peers;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Times this engine beside others that can do the job. */
@Command(name = "peers", sortOptions = false, mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  @Parameters(paramLabel = "CxB", description = "Channels and batch: 1024x50 64x1")
  private List<String> points = List.of();

  @Option(names = "--engines", split = ",", description = "${DEFAULT-VALUE}")
  private List<String> engines = List.of("anabranch", "libtorch");

  @Option(names = "--members", description = "${DEFAULT-VALUE}")
  private int members = 4;

  @Option(names = "--steps", description = "T; ${DEFAULT-VALUE}")
  private int steps = 50;

  @Option(names = "--rounds", description = "of the race; ${DEFAULT-VALUE}")
  private int rounds = 7;

  @Option(names = "--tried", description = "Print all that the search saw.")
  private boolean tried;

  @Option(names = "--forks", description = "Time so many forks and waits too.")
  private int forks;

  @Option(names = "--cache", description = "Where native libraries are unpacked.")
  private Path cache = Path.of(System.getProperty("java.io.tmpdir"), "anabranch-peers-cache");

  private Main() {}

  /** Runs what {@code args} say and ends the JVM. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<Engine> chosen = engines.stream().map(Engine::parse).toList();
    try (Comparison comparison = Comparison.start(chosen, cache)) {
      if (forks > 0) {
        comparison.forks(forks).forEach(out::println);
      }
      Table.head(out);
      for (String text : points) {
        String[] sizes = text.split("x", 2);
        Job job = new Job(members, steps, Integer.parseInt(sizes[1]), Integer.parseInt(sizes[0]));
        Point point = comparison.measure(job, rounds);
        if (tried) {
          point.tried().forEach(out::println);
        }
        Table.print(point, out);
      }
    }
    return 0;
  }
}
