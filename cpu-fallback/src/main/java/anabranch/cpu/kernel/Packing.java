package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Moves strided matrices into the layout of the register tiles, converted to float. */
final class Packing {
  /**
   * Elements of one line moved before the next line's turn: the lines' targets then stay in the
   * nearest cache.
   */
  private static final int CHUNK = 64;

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private Packing() {}

  /**
   * {@code target[k * width + j] = source(j, k)} for j below {@code lines}, zero for the others
   * below {@code width}.
   */
  static void lines(
      Strided source, int lines, int width, int depth, MemorySegment target, long targetAt) {
    if (lines < width) {
      target.asSlice(targetAt, 4L * width * depth).fill((byte) 0);
    }
    for (int from = 0; from < depth; from += CHUNK) {
      int to = Math.min(depth, from + CHUNK);
      if (source.element() != Element.F32) {
        convert(source, lines, width, from, to, target, targetAt);
      } else if (source.row() == 1) {
        acrossLines(source, lines, width, from, to, target, targetAt);
      } else {
        alongLines(source, lines, width, from, to, target, targetAt);
      }
    }
  }

  private static void alongLines(
      Strided source, int lines, int width, int from, int to, MemorySegment packed, long targetAt) {
    long first = targetAt + 4L * from * width;
    int count = to - from;
    for (int j = 0; j < lines; j++) {
      long read = 4 * (source.offset() + j * source.row() + from * source.column());
      if (source.column() == 1) {
        long origin = Native.address(source.segment(), read, 4L * count);
        long target = Native.address(packed, first + 4L * j, 4L * ((count - 1L) * width + 1));
        line(origin, count, target, 4L * width);
      } else {
        line(source, read, count, packed, first + 4L * j, 4L * width);
      }
    }
  }

  /** Moves floats that lie one after another to places {@code step} bytes apart. */
  private static void line(long from, int count, long to, long step) {
    long source = from & Native.ADDRESS;
    long target = to & Native.ADDRESS;
    long stride = step & Native.STRIDE;
    for (int k = 0; k < count; k++) {
      float value = Native.MEMORY.get(FLOAT, source + 4L * k);
      Native.MEMORY.set(FLOAT, target + stride * k, value);
    }
  }

  private static void line(
      Strided source, long from, int count, MemorySegment packed, long to, long step) {
    MemorySegment segment = Native.exact(source.segment());
    MemorySegment target = Native.exact(packed);
    long distance = 4 * source.column();
    for (int k = 0; k < count; k++) {
      target.set(FLOAT, to + step * k, segment.get(FLOAT, from + distance * k));
    }
  }

  private static void acrossLines(
      Strided source, int lines, int width, int from, int to, MemorySegment packed, long targetAt) {
    MemorySegment segment = Native.exact(source.segment());
    MemorySegment target = Native.exact(packed);
    for (int k = from; k < to; k++) {
      long at = 4 * (source.offset() + k * source.column());
      long targetStart = targetAt + 4L * k * width;
      for (int j = 0; j < lines; j++) {
        float value = segment.get(FLOAT, at + 4L * j);
        target.set(FLOAT, targetStart + 4L * j, value);
      }
    }
  }

  private static void convert(
      Strided source, int lines, int width, int from, int to, MemorySegment packed, long targetAt) {
    MemorySegment target = Native.exact(packed);
    Element element = source.element();
    for (int j = 0; j < lines; j++) {
      long line = source.offset() + j * source.row();
      for (int k = from; k < to; k++) {
        float value = element.get(source.segment(), line + k * source.column());
        target.set(FLOAT, targetAt + 4L * ((long) k * width + j), value);
      }
    }
  }
}
