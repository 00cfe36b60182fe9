package anabranch.bench.overlap;

import anabranch.examples.LstmEnsemble.Mode;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Numbers and modes for people. */
final class Words {
  private Words() {}

  /** What a mode is called. */
  static String mode(Mode mode) {
    return switch (mode) {
      case SEQUENTIAL -> "sequential";
      case DIRECTIONS -> "directions forked";
      case MEMBERS -> "members forked";
    };
  }

  /** A mode in JSON. */
  static String key(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  /** {@code 1.62x}, or {@code 1.62 to 1.93x}. */
  static String times(double low, double high) {
    return range("%.2f", low, high) + "x";
  }

  /** {@code 41 %}, or {@code 41 to 55 %}; of shares from 0. */
  static String percent(double low, double high) {
    return range(Math.max(low, high) < 0.095 ? "%.1f" : "%.0f", 100 * low, 100 * high) + " %";
  }

  /** One number with two digits after the point, or two. */
  static String number(double low, double high) {
    return range("%.2f", low, high);
  }

  /** Three figures, in s, ms or us. */
  static String seconds(double seconds) {
    if (seconds >= 0.9995) {
      return figures(seconds) + " s";
    }
    return seconds >= 0.9995e-3 ? figures(seconds * 1e3) + " ms" : figures(seconds * 1e6) + " us";
  }

  /** Three figures. */
  static String figures(double number) {
    String format = number >= 99.95 ? "%.0f" : number >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, number);
  }

  private static String range(String format, double low, double high) {
    String first = String.format(Locale.ROOT, format, low);
    String last = String.format(Locale.ROOT, format, high);
    return first.equals(last) ? first : first + " to " + last;
  }

  /** The least and the greatest of {@code of} among {@code all}, for one of the formats above. */
  static <T> String range(List<T> all, ToDoubleFunction<T> of, Format format) {
    return format.of(
        all.stream().mapToDouble(of).min().orElseThrow(),
        all.stream().mapToDouble(of).max().orElseThrow());
  }

  /** A way to write from the least to the greatest. */
  @FunctionalInterface
  interface Format {
    /** Writes it. */
    String of(double low, double high);
  }
}
