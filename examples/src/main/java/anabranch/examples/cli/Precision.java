package anabranch.examples.cli;

import java.util.Locale;

/** How matrix products are computed. */
enum Precision {
  /** F32 throughout. */
  FP32,
  /** F32 rounded to 10 bits of mantissa before each product. */
  TF32,
  /** BF16 products, F32 sums. */
  BF16;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads one. */
  static final class Converter extends LowerCase<Precision> {
    Converter() {
      super(Precision.class);
    }
  }
}
