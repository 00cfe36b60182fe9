package anabranch.bench.overlap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From numbers to verdicts: docs/overlap.md has these rules in words. */
final class RulesTest {
  private static final Spread EVEN = new Spread(0.99, 1, 1.01);

  @ParameterizedTest
  @CsvSource({
    "1.04, 1.06, 1.10, PAYS",
    "0.99, 1.06, 1.10, UNCLEAR", // more than a quarter of the rounds disagree
    "1.01, 1.04, 1.10, EVEN", // too little to matter
    "0.90, 0.94, 0.99, COSTS",
    "0.90, 0.94, 1.01, UNCLEAR",
    "0.95, 0.96, 0.97, EVEN",
    "0.80, 1.00, 1.20, UNCLEAR"
  })
  void itPaysOrCostsWhenItMattersAndTheRoundsAgree(
      double low, double median, double high, Outcome outcome) {
    assertEquals(outcome, Outcome.of(new Spread(low, median, high)));
  }

  @ParameterizedTest
  // width, floor share, memory?, fork share, launch share, slice gain, overlap, inflation
  @CsvSource({
    "EVEN,  1, 0.90, false, 0.30, 0, 1.0, 1.0, 1.0, NOTHING_BESIDE",
    "EVEN,  2, 0.80, false, 0.00, 0, 1.9, 1.9, 1.0, COMPUTE",
    "EVEN,  2, 0.80, true,  0.00, 0, 1.1, 1.9, 1.9, BANDWIDTH",
    "COSTS, 2, 0.80, false, 0.06, 0, 1.9, 1.9, 1.0, FORK_COST",
    "EVEN,  2, 0.80, false, 0.06, 0, 1.9, 1.9, 1.0, COMPUTE",
    "EVEN,  2, 0.30, false, 0.06, 0, 1.1, 1.9, 1.0, FORK_COST",
    "EVEN,  2, 0.30, false, 0.01, 0, 1.7, 1.9, 1.0, SLICES",
    "EVEN,  2, 0.30, false, 0.01, 0, 1.1, 1.9, 1.8, CONTENTION",
    "EVEN,  2, 0.30, false, 0.01, 0, 1.1, 1.1, 1.0, UNEXPLAINED",
    "PAYS,  2, 0.30, false, 0.06, 0, 1.1, 1.9, 1.0, IDLE_THREADS",
    "UNCLEAR, 2, 0.90, false, 0.30, 0, 1.9, 1.9, 1.0, SCATTER",
    "PAYS,  2, 0.60, false, 0.00, 0, 1.9, 1.9, 1.0, ROOM"
  })
  void theFirstRuleThatAppliesIsTheReasonOnACpu(
      Outcome outcome,
      int width,
      double floor,
      boolean memory,
      double forks,
      double launch,
      double slices,
      double overlap,
      double inflation,
      Reason reason) {
    Facts facts = new Facts(width, EVEN, floor, memory, forks, launch, slices, overlap, inflation);
    assertEquals(reason, new Rules(Lanes.THREADS).reason(outcome, facts));
  }

  @Test
  void aGpuMayWaitForItsHostAndHasNoSlices() {
    Facts launching = new Facts(8, EVEN, 0.3, false, 0.01, 0.85, 7, 2, 2);
    assertEquals(Reason.LAUNCH, new Rules(Lanes.STREAMS).reason(Outcome.EVEN, launching));
    Facts sliced = new Facts(8, EVEN, 0.3, false, 0.01, 0.1, 7, 1, 1);
    assertEquals(Reason.UNEXPLAINED, new Rules(Lanes.STREAMS).reason(Outcome.EVEN, sliced));
    assertEquals(Reason.ROOM, new Rules(Lanes.STREAMS).reason(Outcome.PAYS, sliced));
  }

  @Test
  void factsComeOfTheMeasuredTimes() {
    Point point = MadeUp.point(new Job(4, 50, 50, 1024), 4, 2.5, 2.2, 2);
    Facts facts = Facts.of(point, MadeUp.PEAKS);
    assertEquals(1.25, facts.speedUp().median(), 1e-9);
    assertEquals(335.54432 / 200 / 2.5, facts.floorShare(), 1e-9);
    assertEquals(8 * 2e-6 / 2.5, facts.forkShare(), 1e-12);
    assertEquals(4 / 2.5, facts.sliceGain(), 1e-9);
    assertEquals(1.9, facts.overlap(), 1e-9);
    assertEquals(1.9 * 2 / 4, facts.inflation(), 1e-9);
  }

  @Test
  void speedUpsCompareTheTimesOfTheSameRound() {
    Occupancy any = new Occupancy(1, 1, 0);
    Way way = new Way(anabranch.examples.LstmEnsemble.Mode.MEMBERS, 2);
    Run slower = new Run(way, List.of(2.0, 20.0, 200.0), any);
    Run faster = new Run(way, List.of(1.0, 10.0, 100.0), any);
    assertEquals(new Spread(2, 2, 2), faster.speedUp(slower));
  }

  @Test
  void quartilesLieBetweenNumbersByStraightLines() {
    assertEquals(new Spread(1.75, 2.5, 3.25), Spread.of(List.of(4.0, 1.0, 3.0, 2.0)));
    assertEquals(new Spread(5, 5, 5), Spread.of(List.of(5.0)));
  }
}
