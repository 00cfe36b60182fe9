package anabranch.bench.overlap;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Reasons in plain sentences, with the numbers that they follow from.
 *
 * @param lanes what a width counts
 * @param all the verdicts that the sentence is about; at least one
 */
record Why(Lanes lanes, List<Verdict> all) {
  /** Why the outcome is what it is, if it is for {@code reason}. */
  String sentence(Reason reason) {
    return switch (reason) {
      case IDLE_THREADS ->
          "One after the other leaves threads idle: its slices made it only %s as fast on %s as on one, while forks had %s operations under way at once."
              .formatted(gain(), width(), overlap());
      case ROOM ->
          "One after the other reached %s of the speed that the peaks allow; forks had %s operations under way at once."
              .formatted(floor(), overlap());
      case NOTHING_BESIDE ->
          "On one %s there is nothing that a fork could overlap with.".formatted(lanes.one());
      case COMPUTE ->
          "The kernels fill the device: one after the other already reaches %s of the speed that the peak of multiply-adds allows, so no way to run it can gain more than %s."
              .formatted(floor(), most());
      case BANDWIDTH ->
          "Memory bandwidth is the limit: one after the other already reaches %s of the speed at which the weights can be read, so no way to run it can gain more than %s."
              .formatted(floor(), most());
      case FORK_COST ->
          "Forks cost too much for so little work: %s of them take %s of the time that one after the other needs in all."
              .formatted(forks(), forkShare());
      case LAUNCH ->
          "Launches are the limit: the host enqueues during %s of the time, so that the device waits for it."
              .formatted(Words.range(all, fact(Facts::launchShare), Words::percent));
      case SLICES ->
          "The operations already use all threads: their slices make one after the other %s as fast on %s as on one."
              .formatted(gain(), width());
      case CONTENTION ->
          "Operations did overlap, %s at once, but together they took %s the work of one after the other on one %s: they share what limits them, such as caches and memory."
              .formatted(overlap(), inflation(), lanes.one());
      case SCATTER ->
          "The rounds disagree: the middle half of them lies between %s, so more rounds on a quieter machine are needed."
              .formatted(scatter());
      case UNEXPLAINED ->
          "No rule says why: one after the other reaches %s of the speed that the peaks allow, forks had %s operations under way at once and cost %s of its time."
              .formatted(floor(), overlap(), forkShare());
    };
  }

  private static ToDoubleFunction<Verdict> fact(ToDoubleFunction<Facts> number) {
    return verdict -> number.applyAsDouble(verdict.facts());
  }

  private String width() {
    return lanes.count(all.getFirst().facts().width());
  }

  private String floor() {
    return Words.range(all, fact(Facts::floorShare), Words::percent);
  }

  private String gain() {
    return Words.range(all, fact(Facts::sliceGain), Words::times);
  }

  private String overlap() {
    return Words.range(all, fact(Facts::overlap), Words::number);
  }

  private String forkShare() {
    return Words.range(all, fact(Facts::forkShare), Words::percent);
  }

  private String inflation() {
    return Words.range(all, fact(Facts::inflation), Words::times);
  }

  /** The most that anything could gain where the floor is the farthest away. */
  private String most() {
    double share = all.stream().mapToDouble(fact(Facts::floorShare)).min().orElseThrow();
    double most = Math.max(1, 1 / share);
    return Words.times(most, most);
  }

  private String scatter() {
    List<Spread> spreads = all.stream().map(verdict -> verdict.facts().speedUp()).toList();
    return Words.times(
        spreads.stream().min(Comparator.comparingDouble(Spread::low)).orElseThrow().low(),
        spreads.stream().max(Comparator.comparingDouble(Spread::high)).orElseThrow().high());
  }

  private String forks() {
    return all.stream()
        .map(verdict -> verdict.point().job().forks(verdict.best()))
        .distinct()
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(" or "));
  }
}
