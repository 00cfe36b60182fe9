package anabranch;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.function.DoubleFunction;

/**
 * How PyTorch prints the real numbers of one tensor: all alike, with 4 digits after the point, as
 * whole numbers where all are, or in scientific notation where magnitudes differ much.
 */
final class NumberFormat {
  private static final int PRECISION = 4;
  private static final double MAX_RATIO = 1000;
  private static final double MAX_PLAIN = 1e8;
  private static final double MIN_PLAIN = 1e-4;

  private final DoubleFunction<String> style;
  private final int width;

  private NumberFormat(DoubleFunction<String> style, int width) {
    this.style = style;
    this.width = width;
  }

  static NumberFormat of(double... values) {
    double[] seen = Arrays.stream(values).filter(v -> v != 0 && Double.isFinite(v)).toArray();
    if (seen.length == 0) {
      return new NumberFormat(NumberFormat::whole, 1);
    }
    double min = Arrays.stream(seen).map(Math::abs).min().orElseThrow();
    double max = Arrays.stream(seen).map(Math::abs).max().orElseThrow();
    boolean whole = Arrays.stream(seen).allMatch(v -> v == Math.ceil(v));
    boolean scientific = max / min > MAX_RATIO || max > MAX_PLAIN || (!whole && min < MIN_PLAIN);
    DoubleFunction<String> style =
        scientific ? NumberFormat::scientific : whole ? NumberFormat::whole : NumberFormat::fixed;
    int width = Arrays.stream(seen).mapToObj(style).mapToInt(String::length).max().orElse(1);
    return new NumberFormat(style, width);
  }

  int width() {
    return width;
  }

  String format(double value) {
    return pad(style.apply(value), width);
  }

  static String pad(String text, int width) {
    return " ".repeat(Math.max(width - text.length(), 0)) + text;
  }

  private static String whole(double value) {
    return Double.isFinite(value) ? plain(value, 0) + "." : special(value);
  }

  private static String fixed(double value) {
    return Double.isFinite(value) ? plain(value, PRECISION) : special(value);
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  private static String sign(double value) {
    return Math.copySign(1, value) < 0 ? "-" : "";
  }

  /** As C's {@code %.Nf}: the exact value, rounded half to even. */
  private static String plain(double value, int digits) {
    return sign(value)
        + new BigDecimal(Math.abs(value)).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** As C's {@code %.4e}. */
  private static String scientific(double value) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    BigDecimal exact =
        new BigDecimal(Math.abs(value))
            .round(new MathContext(PRECISION + 1, RoundingMode.HALF_EVEN));
    int exponent = exact.signum() == 0 ? 0 : exact.precision() - exact.scale() - 1;
    String digits = exact.scaleByPowerOfTen(-exponent).setScale(PRECISION).toPlainString();
    String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
    return sign(value) + digits + "e" + (exponent < 0 ? "-" : "+") + power;
  }
}
