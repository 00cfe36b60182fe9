package anabranch.examples.cli;

import anabranch.spi.Precision;

/**
 * How matrix products are rounded.
 *
 * @param permitted what was asked for
 * @param used what the device made of it
 */
record Rounding(Precision permitted, Precision used) {
  /**
   * How far a GPU's results may be apart: its library may sum in another order on another stream.
   * The outputs of an LSTM are between -1 and 1.
   */
  double tolerance() {
    return switch (used) {
      case FP32 -> 1e-5;
      case TF32 -> 1e-3;
      case BF16 -> 1e-2;
    };
  }

  @Override
  public String toString() {
    return used == permitted
        ? PrecisionName.of(used)
        : "%s (the device has no %s)"
            .formatted(PrecisionName.of(used), PrecisionName.of(permitted));
  }
}
