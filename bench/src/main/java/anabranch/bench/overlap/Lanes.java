package anabranch.bench.overlap;

import java.util.Locale;

/** What overlapping work runs on, and so what a width counts. */
enum Lanes {
  /** Host threads, on the CPU. */
  THREADS("thread"),
  /** Streams of a GPU. */
  STREAMS("stream");

  private final String one;

  Lanes(String one) {
    this.one = one;
  }

  /** Of the device called {@code device}. */
  static Lanes of(String device) {
    return device.equals("cpu") ? THREADS : STREAMS;
  }

  /** One of them. */
  String one() {
    return one;
  }

  /** The word in JSON. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What work has: {@code on 4 threads}, {@code on at most 4 streams}. */
  String on(int width) {
    return (this == STREAMS && width > 1 ? "on at most " : "on ") + count(width);
  }

  /** Some of them: {@code 1 thread}, {@code 4 streams}. */
  String count(int width) {
    return width + " " + one + (width == 1 ? "" : "s");
  }
}
