package anabranch.bench.overlap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The sizes with one outcome for one reason.
 *
 * @param outcome whether forking pays there
 * @param reason why
 * @param verdicts one per size; at least one
 */
record Region(Outcome outcome, Reason reason, List<Verdict> verdicts) {
  Region {
    verdicts = List.copyOf(verdicts);
  }

  /** All sizes, where forking pays first, the larger regions first. */
  static List<Region> of(List<Verdict> verdicts) {
    List<Region> regions = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      for (Reason reason : Reason.values()) {
        List<Verdict> these =
            verdicts.stream().filter(v -> v.outcome() == outcome && v.reason() == reason).toList();
        if (!these.isEmpty()) {
          regions.add(new Region(outcome, reason, these));
        }
      }
    }
    regions.sort(
        Comparator.comparing(Region::outcome)
            .thenComparing(region -> region.verdicts().size(), Comparator.reverseOrder()));
    return regions;
  }

  /** The sizes. */
  List<Job> jobs() {
    return verdicts.stream().map(verdict -> verdict.point().job()).toList();
  }
}
