package anabranch.bench.peers;

import java.util.List;

/**
 * What was measured for one job.
 *
 * @param job the job
 * @param peakGflops multiply-adds that the CPU makes on all threads, the most seen around the race
 * @param searchSteps T of the search, which is less than the job's for long jobs
 * @param tried all that the search saw, fastest first
 * @param raced those that were timed in turns; the first is this engine with forked members
 */
record Point(
    Job job, double peakGflops, int searchSteps, List<Tried> tried, List<Raced> raced) {
  Point {
    tried = List.copyOf(tried);
    raced = List.copyOf(raced);
  }

  /**
   * An entrant of the search.
   *
   * @param seconds the least seen
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
   * @param ratio how many times as long as the first it takes, the median over the rounds
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
  }

  /** From what the search and the race saw. */
  static Point of(Job job, double peak, int searchSteps, List<Found> tried, Race race) {
    List<Raced> raced =
        java.util.stream.IntStream.range(0, race.entrants().size())
            .mapToObj(i -> raced(race, i))
            .toList();
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
}
