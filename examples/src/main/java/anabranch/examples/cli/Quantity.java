package anabranch.examples.cli;

import java.util.Locale;

/** Numbers with units, for people. */
final class Quantity {
  private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private Quantity() {}

  /** Three figures or more, in s, ms or us. */
  static String seconds(double seconds) {
    if (seconds >= 1) {
      return String.format(Locale.ROOT, "%.3f s", seconds);
    }
    return seconds >= 1e-3
        ? String.format(Locale.ROOT, "%.1f ms", seconds * 1e3)
        : String.format(Locale.ROOT, "%.1f us", seconds * 1e6);
  }

  /** One digit after the point, or three figures if the number is small. */
  static String figure(double number) {
    return String.format(Locale.ROOT, number >= 10 || number == 0 ? "%.1f" : "%.3g", number);
  }

  /** In decimal units: 1 kB is 1000 B. */
  static String bytes(long bytes) {
    return bytes((double) bytes);
  }

  /** As {@link #bytes(long)}, of numbers that may be beyond a long. */
  static String bytes(double bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, BYTE_UNITS[unit]);
  }
}
