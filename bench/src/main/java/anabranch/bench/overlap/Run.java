package anabranch.bench.overlap;

import java.util.ArrayList;
import java.util.List;

/**
 * What was measured of one way to run a job.
 *
 * @param way which
 * @param seconds the time of a run in each round; rounds run every way once, so that numbers at the
 *     same place of two ways were measured side by side
 * @param occupancy of runs that were recorded after those that were timed
 */
record Run(Way way, List<Double> seconds, Occupancy occupancy) {
  Run {
    seconds = List.copyOf(seconds);
  }

  /** The median time in seconds. */
  double median() {
    return Spread.of(seconds).median();
  }

  /** The least time in seconds. */
  double min() {
    return seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** How many times as fast as {@code base} it was, round by round. */
  Spread speedUp(Run base) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(seconds.size(), base.seconds.size()); i++) {
      ratios.add(base.seconds.get(i) / seconds.get(i));
    }
    return Spread.of(ratios);
  }
}
