package anabranch.bench.overlap;

import java.util.Locale;

/** Whether forking pays. */
enum Outcome {
  /** It is faster, by more than the runs scatter. */
  PAYS("Forking pays"),
  /** It makes no difference that matters. */
  EVEN("Forking makes no difference"),
  /** It is slower, by more than the runs scatter. */
  COSTS("Forking costs time");

  private static final double MATTERS = 0.05;

  private final String sentence;

  Outcome(String sentence) {
    this.sentence = sentence;
  }

  /** Of a speed-up: it counts from 5 % on, and only if three quarters of the rounds agree. */
  static Outcome of(Spread speedUp) {
    if (speedUp.median() >= 1 + MATTERS && speedUp.low() > 1) {
      return PAYS;
    }
    return speedUp.median() <= 1 - MATTERS && speedUp.high() < 1 ? COSTS : EVEN;
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
