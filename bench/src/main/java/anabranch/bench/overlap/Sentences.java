package anabranch.bench.overlap;

import java.util.List;
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
            new Why(lanes, all).sentence(region.reason()));
  }

  /** The answer for one size. */
  String of(Verdict verdict) {
    List<Verdict> one = List.of(verdict);
    return "%s here: %s. %s"
        .formatted(
            verdict.outcome().sentence(),
            result(one),
            new Why(lanes, one).sentence(verdict.reason()));
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

  private static int width(List<Verdict> all) {
    return all.getFirst().facts().width();
  }

  private static String sizes(int count) {
    return count == 1 ? "1 size" : count + " sizes";
  }
}
