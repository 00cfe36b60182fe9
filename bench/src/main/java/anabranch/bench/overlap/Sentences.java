package anabranch.bench.overlap;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Verdicts in plain sentences; every number in them was measured. */
final class Sentences {
  private final Lanes lanes;
  private final Where where;

  Sentences(Lanes lanes, Where where) {
    this.lanes = lanes;
    this.where = where;
  }

  /** The answer for all sizes together. */
  String headline(List<Verdict> all) {
    List<Verdict> pays = all.stream().filter(v -> v.outcome() == Outcome.PAYS).toList();
    long costs = all.stream().filter(v -> v.outcome() == Outcome.COSTS).count();
    String against = " against running one after the other, " + lanes.on(width(all));
    String rest =
        costs == 0
            ? ""
            : " It costs time at %d %s.".formatted(costs, costs == 1 ? "size" : "sizes");
    if (pays.isEmpty()) {
      return "Forking pays at none of %s%s.%s".formatted(sizes(all.size()), against, rest);
    }
    Verdict most =
        pays.stream()
            .max(
                (a, b) ->
                    Double.compare(a.facts().speedUp().median(), b.facts().speedUp().median()))
            .orElseThrow();
    String some = pays.size() == all.size() ? "all" : pays.size() + " of";
    return "Forking pays at %s %s%s, most at C %d, B %d: %s.%s"
        .formatted(
            some,
            sizes(all.size()),
            against,
            most.point().job().hidden(),
            most.point().job().batch(),
            Words.times(most.facts().speedUp().median(), most.facts().speedUp().median()),
            rest);
  }

  /** The answer for one region. */
  String of(Region region) {
    List<Verdict> all = region.verdicts();
    return "%s at %s (%s): %s. %s"
        .formatted(
            region.outcome().sentence(),
            where.of(region.jobs()),
            sizes(all.size()),
            result(all),
            why(region.reason(), all));
  }

  /** The answer for one size. */
  String of(Verdict verdict) {
    List<Verdict> one = List.of(verdict);
    return "%s here: %s. %s"
        .formatted(verdict.outcome().sentence(), result(one), why(verdict.reason(), one));
  }

  private String result(List<Verdict> all) {
    String modes =
        all.stream()
            .map(Verdict::best)
            .distinct()
            .sorted()
            .map(Words::mode)
            .collect(Collectors.joining(" or "));
    return "%s ran at %s the speed of sequential, %s"
        .formatted(
            modes,
            Words.range(all, v -> v.facts().speedUp().median(), Words::times),
            lanes.on(width(all)));
  }

  private String why(Reason reason, List<Verdict> all) {
    String floor = Words.range(all, v -> v.facts().floorShare(), Words::percent);
    String gain = Words.range(all, v -> v.facts().sliceGain(), Words::times);
    String overlap = Words.range(all, v -> v.facts().overlap(), Words::number);
    return switch (reason) {
      case IDLE_THREADS ->
          "One after the other leaves threads idle: its slices made it only %s as fast on %s as on one, while forks had %s operations under way at once."
              .formatted(gain, lanes.count(width(all)), overlap);
      case ROOM ->
          "One after the other reached %s of the speed that the peaks allow; forks had %s operations under way at once."
              .formatted(floor, overlap);
      case NOTHING_BESIDE ->
          "On one %s there is nothing that a fork could overlap with.".formatted(lanes.one());
      case COMPUTE ->
          "The kernels fill the device: one after the other already reaches %s of the speed that the peak of multiply-adds allows, so no way to run it can gain more than %s."
              .formatted(floor, most(all));
      case BANDWIDTH ->
          "Memory bandwidth is the limit: one after the other already reaches %s of the speed at which the weights can be read, so no way to run it can gain more than %s."
              .formatted(floor, most(all));
      case FORK_COST ->
          "Forks cost too much for so little work: %s of them take %s of the time that one after the other needs in all."
              .formatted(forks(all), Words.range(all, v -> v.facts().forkShare(), Words::percent));
      case LAUNCH ->
          "Launches are the limit: the host enqueues during %s of the time, so that the device waits for it."
              .formatted(Words.range(all, v -> v.facts().launchShare(), Words::percent));
      case SLICES ->
          "The operations already use all threads: their slices make one after the other %s as fast on %s as on one."
              .formatted(gain, lanes.count(width(all)));
      case CONTENTION ->
          "Operations did overlap, %s at once, but together they took %s the work of one after the other on one %s: they share what limits them, such as caches and memory."
              .formatted(
                  overlap, Words.range(all, v -> v.facts().inflation(), Words::times), lanes.one());
      case SCATTER ->
          "The rounds disagree: the middle half of them lies between %s, so more rounds on a quieter machine are needed."
              .formatted(
                  Words.times(
                      all.stream().mapToDouble(v -> v.facts().speedUp().low()).min().orElseThrow(),
                      all.stream()
                          .mapToDouble(v -> v.facts().speedUp().high())
                          .max()
                          .orElseThrow()));
      case UNEXPLAINED ->
          "No rule says why: one after the other reaches %s of the speed that the peaks allow, forks had %s operations under way at once and cost %s of its time."
              .formatted(
                  floor, overlap, Words.range(all, v -> v.facts().forkShare(), Words::percent));
    };
  }

  private static String most(List<Verdict> all) {
    double most = all.stream().mapToDouble(v -> 1 / v.facts().floorShare()).max().orElseThrow();
    return String.format(Locale.ROOT, "%.2fx", Math.max(1, most));
  }

  private static String forks(List<Verdict> all) {
    return all.stream()
        .map(v -> v.point().job().forks(v.best()))
        .distinct()
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(" or "));
  }

  private static int width(List<Verdict> all) {
    return all.getFirst().facts().width();
  }

  private static String sizes(int count) {
    return count == 1 ? "1 size" : count + " sizes";
  }
}
