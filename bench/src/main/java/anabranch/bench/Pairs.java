package anabranch.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Two ways to do the same, measured in turns, each first as often as the other, so that whatever
 * disturbs the machine hits both.
 *
 * @param first the figures of one
 * @param second the figures of the other, in the same order
 */
record Pairs(List<Double> first, List<Double> second) {
  /** Measures one way once. */
  @FunctionalInterface
  interface Measure {
    /** Returns the figure. */
    double get() throws Exception;
  }

  static Pairs measure(int pairs, Measure first, Measure second) throws Exception {
    List<Double> firsts = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      if (i % 2 == 0) {
        firsts.add(first.get());
        seconds.add(second.get());
      } else {
        seconds.add(second.get());
        firsts.add(first.get());
      }
    }
    return new Pairs(firsts, seconds);
  }

  /** Of each pair how much more the second took, 0.01 for 1 %. */
  List<Double> slowdowns() {
    List<Double> slowdowns = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      slowdowns.add(second.get(i) / first.get(i) - 1);
    }
    return slowdowns;
  }

  /** The median of {@code figures}. */
  static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
