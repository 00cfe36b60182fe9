package anabranch.script.ops;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The indices that a Python slice of a sequence names. */
final class Slices {
  private Slices() {}

  /**
   * Of a sequence of {@code size}, with start, end and step the arguments from {@code first} on.
   */
  static IntStream of(int size, Args a, int first) {
    long step = a.integerOr(first + 2, 1);
    if (step == 0) {
      throw new ScriptError("ValueError: slice step cannot be zero");
    }
    // Beyond these, one more step is outside in any case.
    long by = Math.clamp(step, -size - 1L, size + 1L);
    long before = by > 0 ? 0 : -1;
    long after = by > 0 ? size : size - 1L;
    long start =
        a.isNone(first) ? (by > 0 ? before : after) : at(a.integer(first), size, before, after);
    long end =
        a.isNone(first + 1)
            ? (by > 0 ? after : before)
            : at(a.integer(first + 1), size, before, after);
    return LongStream.iterate(start, i -> by > 0 ? i < end : i > end, i -> i + by)
        .mapToInt(Math::toIntExact);
  }

  private static long at(long index, int size, long least, long most) {
    return Math.clamp(index < 0 ? index + size : index, least, most);
  }
}
