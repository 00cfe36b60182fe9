package anabranch.bench.history;

/** What became of a figure. */
public enum Verdict {
  /** It takes more time, beyond the noise. */
  SLOWER,
  /** It is not there any more. */
  GONE,
  /** It takes less time, beyond the noise. */
  FASTER,
  /** It was not there before. */
  ADDED,
  /** It did not move beyond the noise. */
  SAME
}
