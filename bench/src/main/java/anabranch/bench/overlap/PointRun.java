package anabranch.bench.overlap;

import anabranch.examples.LstmEnsemble.Mode;
import anabranch.profile.Profile;
import anabranch.profile.Profiler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures all ways at one size: checks their results, warms up, then goes round and round, each
 * way once in each round.
 */
final class PointRun implements AutoCloseable {
  /** A sample of short runs is so long at least. */
  private static final double SAMPLE_SECONDS = 20e-3;

  private static final long MOST_SPANS = 1_000_000;

  private final Job job;
  private final double tolerance;
  private final Map<Integer, Lane> lanes = new TreeMap<>();
  private final Map<Way, Integer> times = new LinkedHashMap<>();

  /**
   * Opens what {@code ways} need.
   *
   * @param tolerance the greatest difference of results
   */
  PointRun(Target target, Job job, List<Way> ways, double tolerance) throws Exception {
    this.job = job;
    this.tolerance = tolerance;
    try {
      for (Way way : ways) {
        if (!lanes.containsKey(way.width())) {
          lanes.put(way.width(), Lane.open(target, job, way.width()));
        }
        times.put(way, 1);
      }
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Measures.
   *
   * @param warmUp seconds to run at least before anything counts
   * @param rounds how many
   */
  Point measure(double warmUp, int rounds) throws Exception {
    check();
    warmUp(warmUp);
    Map<Way, List<Double>> seconds = new LinkedHashMap<>();
    List<Way> order = new ArrayList<>(times.keySet());
    for (int round = 0; round < rounds; round++) {
      for (Way way : order) {
        seconds.computeIfAbsent(way, w -> new ArrayList<>()).add(sample(way));
      }
      order.addLast(order.removeFirst());
    }
    List<Run> runs = new ArrayList<>();
    for (Map.Entry<Way, List<Double>> entry : seconds.entrySet()) {
      runs.add(new Run(entry.getKey(), entry.getValue(), record(entry.getKey())));
    }
    return new Point(job, runs);
  }

  private void check() throws Exception {
    float[] expected = lanes.values().iterator().next().output(Mode.SEQUENTIAL);
    for (Way way : times.keySet()) {
      Agreement.check(job, way, expected, lane(way).output(way.mode()), tolerance);
    }
  }

  private void warmUp(double seconds) throws Exception {
    long start = System.nanoTime();
    while ((System.nanoTime() - start) / 1e9 < seconds) {
      for (Way way : times.keySet()) {
        double one = sample(way);
        times.put(way, Math.clamp((int) Math.ceil(SAMPLE_SECONDS / one), 1, 1_000_000));
      }
    }
  }

  private double sample(Way way) throws Exception {
    return lane(way).run(way.mode(), times.getOrDefault(way, 1));
  }

  /** The first recording of a way is not looked at: it may compile the recorder. */
  private Occupancy record(Way way) throws Exception {
    int count = times.getOrDefault(way, 1);
    if (count > 1) {
      profile(way, count);
    }
    return Occupancy.of(profile(way, count), count);
  }

  private Profile profile(Way way, int count) throws Exception {
    return Profiler.record(
        Profiler.Options.defaults().withMaxSpans(MOST_SPANS),
        () -> lane(way).run(way.mode(), count));
  }

  private Lane lane(Way way) {
    return lanes.getOrDefault(way.width(), lanes.values().iterator().next());
  }

  @Override
  public void close() {
    lanes.values().forEach(Lane::close);
  }
}
