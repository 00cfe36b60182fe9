package anabranch.script.ops;

import java.util.stream.IntStream;

/** The indices that a Python slice of a sequence names. */
final class Slices {
  private Slices() {}

  /**
   * Of a sequence of {@code size}, with start, end and step the arguments from {@code first} on.
   */
  static IntStream of(int size, Args a, int first) {
    long step = a.integerOr(first + 2, 1);
    if (step <= 0) {
      throw new ScriptError("ValueError: slice step must be positive, got " + step);
    }
    int start = clamp(a.integerOr(first, 0), size);
    int end = clamp(a.integerOr(first + 1, Long.MAX_VALUE), size);
    int by = (int) Math.min(step, Integer.MAX_VALUE / 2);
    return IntStream.iterate(start, i -> i < end, i -> i > size - by ? size : i + by);
  }

  private static int clamp(long index, int size) {
    return Math.clamp(index < 0 ? index + size : index, 0, size);
  }
}
