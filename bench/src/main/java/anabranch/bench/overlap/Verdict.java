package anabranch.bench.overlap;

import anabranch.examples.LstmEnsemble.Mode;

/**
 * Whether forking pays at one size, and why.
 *
 * @param point what was measured there
 * @param facts what it goes by
 * @param outcome whether it pays
 * @param reason why
 */
record Verdict(Point point, Facts facts, Outcome outcome, Reason reason) {
  /** On {@code point}, by the rules for {@code lanes}. */
  static Verdict of(Point point, Peaks peaks, Lanes lanes) {
    Facts facts = Facts.of(point, peaks);
    Outcome outcome = Outcome.of(facts.speedUp());
    return new Verdict(point, facts, outcome, new Rules(lanes).reason(outcome, facts));
  }

  /** The faster of the forked modes. */
  Mode best() {
    return point.bestForked().way().mode();
  }
}
