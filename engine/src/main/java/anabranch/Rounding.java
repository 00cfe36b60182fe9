package anabranch;

/** How a division drops the fraction of its result. */
public enum Rounding {
  /** Toward minus infinity, as Python's {@code //}. */
  FLOOR,
  /** Toward zero, as Java's {@code /} on integers. */
  TRUNC
}
