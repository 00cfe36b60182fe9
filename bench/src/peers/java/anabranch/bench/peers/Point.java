package anabranch.bench.peers;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was measured for one job.
 *
 * @param job the job
 * @param peakGflops multiply-adds that the CPU makes on all threads, the most seen around the race
 * @param searchSteps T of the search, which is less than the job's for long jobs
 * @param tried all that the search saw, fastest first
 * @param raced those that were timed in turns; the first is this engine with forked members
 */
record Point(Job job, double peakGflops, int searchSteps, List<Tried> tried, List<Raced> raced) {
  Point {
    tried = List.copyOf(tried);
    raced = List.copyOf(raced);
  }

  /**
   * An entrant of the search.
   *
   * @param seconds the least seen
   * @param difference the greatest between a number of its result and of the first entrant's
   */
  record Tried(String engine, String setting, String way, double seconds, double difference) {
    static Tried of(Found found) {
      Entrant entrant = found.entrant();
      return new Tried(
          entrant.engine().title(),
          entrant.child().setting().toString(),
          entrant.way(),
          found.seconds(),
          found.difference());
    }
  }

  /**
   * An entrant of the race.
   *
   * @param median seconds of one run
   * @param ratio how many times as long as the first it takes
   * @param seconds of each round
   */
  record Raced(
      String engine,
      String setting,
      String way,
      double median,
      double ratio,
      List<Double> seconds) {
    Raced {
      seconds = List.copyOf(seconds);
    }

    /** Seconds of one run: the least of the rounds, which a busy machine disturbs less. */
    double least() {
      return seconds.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    /** How many times as long as another of the same race it takes: the median of the rounds. */
    double ratioTo(Raced other) {
      return Race.median(
          IntStream.range(0, seconds.size())
              .mapToDouble(i -> seconds.get(i) / other.seconds.get(i))
              .toArray());
    }
  }

  /** From what the search and the race saw. */
  static Point of(Job job, double peak, int searchSteps, List<Found> tried, Race race) {
    List<Raced> raced =
        IntStream.range(0, race.entrants().size()).mapToObj(i -> raced(race, i)).toList();
    return new Point(job, peak, searchSteps, tried.stream().map(Tried::of).toList(), raced);
  }

  private static Raced raced(Race race, int i) {
    Entrant entrant = race.entrants().get(i).entrant();
    return new Raced(
        entrant.engine().title(),
        entrant.child().setting().toString(),
        entrant.way(),
        race.median(i),
        race.ratio(i),
        race.seconds(i));
  }

  /** The engines of the race but this one. */
  List<String> peers() {
    return raced.stream()
        .map(Raced::engine)
        .filter(engine -> !engine.equals(Engine.ANABRANCH.title()))
        .distinct()
        .toList();
  }

  /** The entrant of an engine that took the least time in the race. */
  Raced best(String engine) {
    return raced.stream()
        .filter(r -> r.engine().equals(engine))
        .min(Comparator.comparingDouble(Raced::median))
        .orElseThrow(() -> new IllegalArgumentException(engine + " was not in the race"));
  }
}
