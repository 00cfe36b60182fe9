package anabranch.bench.peers;

import anabranch.cpu.FmaPeak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares engines at one job after the other, with the same processes. */
final class Comparison implements AutoCloseable {
  /** The way that stands first: the tutorial's last one. */
  private static final String JOB = "members";

  /** Best settings of a peer that race, in case the search mistook the second for the first. */
  private static final int FINALISTS = 2;

  /** A search does not need more work than this in each run. */
  private static final double SEARCH_GFLOP = 60;

  private static final int LEAST_SEARCH_STEPS = 5;

  private final Path directory;
  private final int cpus = Runtime.getRuntime().availableProcessors();
  private final List<Child> children = new ArrayList<>();

  private Comparison(Path directory) {
    this.directory = directory;
  }

  /**
   * Starts the processes.
   *
   * @param cache where engines unpack their native libraries
   */
  static Comparison start(List<Engine> engines, Path cache) throws IOException, PeerException {
    Comparison comparison = new Comparison(Files.createTempDirectory("anabranch-peers"));
    try {
      for (Engine engine : engines) {
        for (Setting setting : engine.settings(comparison.cpus)) {
          comparison.children.add(Child.start(setting, cache));
        }
      }
    } catch (IOException | PeerException e) {
      comparison.close();
      throw e;
    }
    return comparison;
  }

  /** Searches each engine's best setting for {@code job}, and lets these race. */
  Point measure(Job job, int rounds) throws IOException, PeerException {
    Job shorter = job.withSteps(searchSteps(job));
    List<Found> tried = new Search(directory).run(children, numbers(shorter));
    double stretch = (double) job.steps() / shorter.steps();
    List<Found> finalists = new ArrayList<>();
    for (Found found : finalists(tried)) {
      finalists.add(new Found(found.entrant(), found.seconds() * stretch, found.difference()));
    }
    if (stretch > 1) {
      Numbers numbers = numbers(job);
      for (Child child : finalists.stream().map(f -> f.entrant().child()).distinct().toList()) {
        child.open(numbers);
      }
    }
    double before = FmaPeak.gflops(cpus);
    Race race = new Race(finalists);
    race.run(rounds);
    double peak = Math.max(before, FmaPeak.gflops(cpus));
    return Point.of(job, peak, shorter.steps(), tried, race);
  }

  private Numbers numbers(Job job) throws IOException {
    return Numbers.write(directory.resolve("numbers.bin"), job);
  }

  private static int searchSteps(Job job) {
    double steps = job.steps() * SEARCH_GFLOP / (job.flops() / 1e9);
    return (int) Math.clamp(steps, Math.min(LEAST_SEARCH_STEPS, job.steps()), job.steps());
  }

  /** This engine with forked members and at its best, then the best of each peer. */
  private static List<Found> finalists(List<Found> tried) {
    List<Found> chosen = new ArrayList<>();
    for (Engine engine : Engine.values()) {
      List<Found> own = tried.stream().filter(f -> f.entrant().engine() == engine).toList();
      if (engine == Engine.ANABRANCH) {
        own.stream().filter(f -> f.entrant().way().equals(JOB)).forEach(chosen::add);
        own.stream().limit(1).filter(f -> !f.entrant().way().equals(JOB)).forEach(chosen::add);
      } else {
        own.stream().limit(FINALISTS).forEach(chosen::add);
      }
    }
    return chosen;
  }

  /** Seconds of a fork and its wait in each process that can fork, the least of some tries. */
  List<String> forks(int count) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Child child : children) {
      lines.add(forks(child, count));
    }
    return lines;
  }

  private static String forks(Child child, int count) throws IOException {
    double[] seconds = new double[7];
    try {
      for (int i = 0; i < seconds.length; i++) {
        child.forks(count);
      }
      for (int i = 0; i < seconds.length; i++) {
        seconds[i] = child.forks(count);
      }
    } catch (PeerException e) {
      return String.valueOf(e.getMessage());
    }
    return "%-12s %-20s %8.2f us per fork of %d"
        .formatted(
            child.setting().engine().title(),
            child.setting(),
            Race.median(seconds) / count * 1e6,
            count);
  }

  @Override
  public void close() throws IOException {
    children.forEach(Child::close);
    for (String file : List.of("numbers.bin", "result.bin")) {
      Files.deleteIfExists(directory.resolve(file));
    }
    Files.delete(directory);
  }
}
