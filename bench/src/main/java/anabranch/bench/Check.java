package anabranch.bench;

import java.util.Arrays;

/** What a benchmark makes sure of before it measures. */
final class Check {
  private Check() {}

  /**
   * Compares numbers.
   *
   * @throws IllegalStateException if they are further apart than {@code tolerance} times the
   *     greater
   */
  static void close(String what, double expected, double actual, double tolerance) {
    double bound = tolerance * Math.max(Math.abs(expected), Math.abs(actual));
    if (!(Math.abs(expected - actual) <= bound)) {
      throw new IllegalStateException(
          "%s: expected %s, got %s; nothing was measured".formatted(what, expected, actual));
    }
  }

  /**
   * Compares arrays.
   *
   * @throws IllegalStateException if they are not the same
   */
  static void same(String what, float[] expected, float[] actual) {
    same(what, Arrays.equals(expected, actual), Arrays.toString(expected), Arrays.toString(actual));
  }

  /**
   * Compares arrays.
   *
   * @throws IllegalStateException if they are not the same
   */
  static void same(String what, long[] expected, long[] actual) {
    same(what, Arrays.equals(expected, actual), Arrays.toString(expected), Arrays.toString(actual));
  }

  private static void same(String what, boolean same, String expected, String actual) {
    if (!same) {
      throw new IllegalStateException(
          "%s: expected %s, got %s; nothing was measured".formatted(what, expected, actual));
    }
  }

  /**
   * Compares counts of bytes.
   *
   * @throws IllegalStateException if they are not the same
   */
  static void same(String what, long expected, long actual) {
    same(what, expected == actual, Long.toString(expected), Long.toString(actual));
  }

  /**
   * Asks for a number above zero, as results of real work have.
   *
   * @throws IllegalStateException if it is not
   */
  static void positive(String what, double actual) {
    if (!(actual > 0)) {
      throw new IllegalStateException(
          "%s: expected a number above 0, got %s; nothing was measured".formatted(what, actual));
    }
  }
}
