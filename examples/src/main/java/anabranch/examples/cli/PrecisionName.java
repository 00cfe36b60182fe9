package anabranch.examples.cli;

import anabranch.spi.Precision;
import java.util.Locale;

/** How a {@link Precision} is typed and printed: {@code fp32}, {@code tf32}, {@code bf16}. */
final class PrecisionName extends LowerCase<Precision> {
  PrecisionName() {
    super(Precision.class);
  }

  static String of(Precision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }
}
