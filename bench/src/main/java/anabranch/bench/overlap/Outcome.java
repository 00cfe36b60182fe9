package anabranch.bench.overlap;

import java.util.Locale;

/** Whether forking pays. */
enum Outcome {
  /** It is faster, by more than the runs scatter. */
  PAYS("Forking pays"),
  /** It makes no difference that matters. */
  EVEN("Forking makes no difference"),
  /** It is slower, by more than the runs scatter. */
  COSTS("Forking costs time"),
  /** The rounds disagree too much to tell. */
  UNCLEAR("Nothing can be said");

  private static final double MATTERS = 0.05;
  private static final double CLOSE = 0.1;

  private final String sentence;

  Outcome(String sentence) {
    this.sentence = sentence;
  }

  /**
   * Of a speed-up: it counts from 5 % on, if three quarters of the rounds agree that there is one;
   * less makes no difference, if the middle half of the rounds lies within 10 %.
   */
  static Outcome of(Spread speedUp) {
    if (speedUp.median() >= 1 + MATTERS) {
      return speedUp.low() > 1 ? PAYS : UNCLEAR;
    }
    if (speedUp.median() <= 1 - MATTERS) {
      return speedUp.high() < 1 ? COSTS : UNCLEAR;
    }
    return speedUp.low() >= 1 - CLOSE && speedUp.high() <= 1 + CLOSE ? EVEN : UNCLEAR;
  }

  /** For people, as the beginning of a sentence. */
  String sentence() {
    return sentence;
  }

  /** The word in JSON. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
