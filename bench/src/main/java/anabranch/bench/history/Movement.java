package anabranch.bench.history;

import org.jspecify.annotations.Nullable;

/**
 * One figure, before and after.
 *
 * @param verdict what became of it
 * @param before as it was, null if ADDED
 * @param after as it is, null if GONE
 * @param change of the time, as a share of the old: 0.1 is ten percent slower; 0 unless both are
 *     there
 * @param noise how large a change must be to count, as a share of the old
 * @param scaled whether times were scaled by the peaks of multiply-adds
 */
public record Movement(
    Verdict verdict,
    @Nullable Figure before,
    @Nullable Figure after,
    double change,
    double noise,
    boolean scaled) {
  /** The least change that counts, whatever the quartiles say. */
  static final double FLOOR = 0.02;

  /**
   * Of a figure that both have. Where both know the peak of multiply-adds in their trial, times are
   * multiplied by it first: then it is not the clock that is compared.
   */
  static Movement of(Figure before, Figure after) {
    double oldScale = scale(before);
    double newScale = scale(after);
    boolean scaled = oldScale > 0 && newScale > 0;
    double factor = scaled ? newScale / oldScale : 1;
    double change = after.median() * factor / before.median() - 1;
    double spreads = (before.spread() + after.spread() * factor) / before.median();
    double noise = Math.max(FLOOR, spreads);
    Verdict verdict =
        Math.abs(change) <= noise ? Verdict.SAME : change > 0 ? Verdict.SLOWER : Verdict.FASTER;
    return new Movement(verdict, before, after, change, noise, scaled);
  }

  private static double scale(Figure figure) {
    Rate rate = figure.rate();
    return rate == null ? 0 : rate.scale();
  }

  static Movement gone(Figure before) {
    return new Movement(Verdict.GONE, before, null, 0, 0, false);
  }

  static Movement added(Figure after) {
    return new Movement(Verdict.ADDED, null, after, 0, 0, false);
  }

  /** The figure that is there. */
  public Figure figure() {
    Figure there = after != null ? after : before;
    if (there == null) {
      throw new IllegalStateException("a movement of nothing");
    }
    return there;
  }
}
