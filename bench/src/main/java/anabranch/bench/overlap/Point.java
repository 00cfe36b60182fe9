package anabranch.bench.overlap;

import anabranch.examples.LstmEnsemble.Mode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that was measured at one size.
 *
 * @param job the size
 * @param runs every way; sequential at every width
 */
record Point(Job job, List<Run> runs) {
  Point {
    runs = List.copyOf(runs);
  }

  /** The widths, ascending. */
  List<Integer> widths() {
    return runs.stream().map(run -> run.way().width()).distinct().sorted().toList();
  }

  /** The greatest width: where it is judged. */
  int width() {
    return widths().getLast();
  }

  /** One way, if it was run. */
  Optional<Run> find(Mode mode, int width) {
    return runs.stream().filter(run -> run.way().equals(new Way(mode, width))).findFirst();
  }

  /** One after the other on {@code width} threads or streams. */
  Run sequential(int width) {
    return find(Mode.SEQUENTIAL, width)
        .orElseThrow(() -> new IllegalArgumentException(job + " was not run on " + width));
  }

  /** How many times as fast as sequential at the same width. */
  Spread speedUp(Run run) {
    return run.speedUp(sequential(run.way().width()));
  }

  /** How many times as fast as sequential at the least width. */
  Spread speedUpOverLeast(Run run) {
    return run.speedUp(sequential(widths().getFirst()));
  }

  /** The faster of the forked ways at the greatest width. */
  Run bestForked() {
    return runs.stream()
        .filter(run -> run.way().forks() && run.way().width() == width())
        .max(Comparator.comparingDouble(run -> speedUp(run).median()))
        .orElseThrow(() -> new IllegalArgumentException(job + " was not run forked"));
  }
}
