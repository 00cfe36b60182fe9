package anabranch.examples.cli;

import anabranch.profile.Profile;
import anabranch.profile.Profiler;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Runs the ways in turns, A B C A B C, so that a disturbance of the machine hits all of them, and
 * holds every output against the first sequential one.
 */
final class EnsembleRun {
  /**
   * Small jobs warm up for this long, since one run of them leaves the JIT compiler little to see.
   */
  private static final double WARM_UP_SECONDS = 0.3;

  private final Lane first;
  private final Callable<Map<Row, Lane>> allLanes;
  private final Map<Row, Lane> lanes = new EnumMap<>(Row.class);
  private final int repeat;
  private final double tolerance;
  private final Progress progress;
  private final Runnable betweenRounds;
  private final Map<Row, List<Double>> seconds = new EnumMap<>(Row.class);
  private float[] expected = {};
  private double firstSeconds;
  private double maxAbsDiff;

  /**
   * A run to be.
   *
   * @param first where the first sequential run is
   * @param allLanes makes the lanes where each way runs, after that: a second model takes memory
   *     and compilers that a first run would not share otherwise
   * @param repeat how often each is timed
   * @param tolerance how far outputs may be from the first
   * @param betweenRounds is run before the first round of timed runs and after each
   */
  EnsembleRun(
      Lane first,
      Callable<Map<Row, Lane>> allLanes,
      int repeat,
      double tolerance,
      Progress progress,
      Runnable betweenRounds) {
    this.first = first;
    this.allLanes = allLanes;
    this.repeat = repeat;
    this.tolerance = tolerance;
    this.progress = progress;
    this.betweenRounds = betweenRounds;
  }

  /**
   * Runs everything.
   *
   * @throws RunFailedException if two outputs differ by more than the tolerance
   */
  void go() throws Exception {
    progress.show(0, 1, "first run");
    firstSeconds = first.run(Row.SEQUENTIAL.mode(), output -> expected = output);
    lanes.putAll(allLanes.call());
    int all = lanes.size() * (repeat + 1) + 1;
    warmUp(all);
    int done = lanes.size() + 1;
    betweenRounds.run();
    for (int i = 0; i < repeat; i++) {
      for (Map.Entry<Row, Lane> entry : lanes.entrySet()) {
        Row row = entry.getKey();
        progress.show(done++, all, row.title());
        seconds.computeIfAbsent(row, r -> new ArrayList<>()).add(once(row, entry.getValue()));
      }
      betweenRounds.run();
    }
  }

  private void warmUp(int all) throws Exception {
    long start = System.nanoTime();
    do {
      int done = 1;
      for (Map.Entry<Row, Lane> entry : lanes.entrySet()) {
        progress.show(done++, all, "warming up: " + entry.getKey().title());
        once(entry.getKey(), entry.getValue());
      }
    } while ((System.nanoTime() - start) / 1e9 < WARM_UP_SECONDS);
  }

  private double once(Row row, Lane lane) throws Exception {
    double seconds =
        lane.run(
            row.mode(),
            output -> maxAbsDiff = Math.max(maxAbsDiff, Agreement.maxAbsDiff(expected, output)));
    if (maxAbsDiff > tolerance) {
      throw new RunFailedException(
          "the results do not agree: %s differs from the first sequential run by up to %g, and must not differ %s; this is a bug of Anabranch or of the JVM, please report it with the output of 'anabranch doctor'"
              .formatted(
                  row.title(),
                  maxAbsDiff,
                  tolerance == 0 ? "at all" : "by more than %g".formatted(tolerance)));
    }
    return seconds;
  }

  /** One more run of each way, recorded: a range for each. To be called after {@link #go}. */
  Profile record() throws Exception {
    return Profiler.record(
        () -> {
          for (Map.Entry<Row, Lane> entry : lanes.entrySet()) {
            Row row = entry.getKey();
            progress.show(0, 1, "recording: " + row.title());
            Profiler.range(row.title(), () -> once(row, entry.getValue()));
          }
        });
  }

  /** The times, in the order of the rows. */
  List<Measurement> measurements() {
    return seconds.entrySet().stream()
        .map(entry -> new Measurement(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Seconds of the first run of all: sequential, with the JIT compiler at work. */
  double firstSeconds() {
    return firstSeconds;
  }

  /** The greatest difference between any output and the first. */
  double maxAbsDiff() {
    return maxAbsDiff;
  }
}
