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
  private static final double SEARCH_GFLOP = 20;

  private static final int LEAST_SEARCH_STEPS = 2;

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
    List<Child> racing = finalists.stream().map(f -> f.entrant().child()).distinct().toList();
    Numbers numbers = numbers(job);
    for (Child child : racing) {
      child.open(numbers);
    }
    double before = FmaPeak.gflops(cpus);
    Race race = new Race(finalists);
    race.run(rounds);
    double peak = Math.max(before, FmaPeak.gflops(cpus));
    for (Child child : racing) {
      child.release();
    }
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

  /** What forks cost in the processes that can fork. */
  List<ForkCost> forks(int count) throws IOException, PeerException {
    List<ForkCost> costs = new ArrayList<>();
    for (Child child : children) {
      if (child.setting().engine().forks()) {
        costs.add(ForkCost.measure(child, count));
      }
    }
    return costs;
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
