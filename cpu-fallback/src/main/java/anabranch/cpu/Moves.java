package anabranch.cpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/** Moves elements from place to place, bit by bit. Positions and strides are in elements. */
final class Moves {
  private Moves() {}

  /** Moves {@code count} elements from one cursor to the other; their types have the same size. */
  static void run(Cursor out, Cursor in, long count, int elementBytes) {
    long left = count;
    while (left > 0) {
      long n = Math.min(left, Math.min(out.run(), in.run()));
      run(
          elementBytes,
          out.segment(),
          out.position(),
          out.stride(),
          in.segment(),
          in.position(),
          in.stride(),
          n);
      out.advance(n);
      in.advance(n);
      left -= n;
    }
  }

  /** Moves {@code count} elements of {@code bytes} bytes each. */
  static void run(
      int bytes,
      MemorySegment out,
      long outAt,
      long outStride,
      MemorySegment in,
      long inAt,
      long inStride,
      long count) {
    if (inStride == 1 && outStride == 1) {
      MemorySegment.copy(in, bytes * inAt, out, bytes * outAt, bytes * count);
      return;
    }
    switch (bytes) {
      case 8 -> {
        for (long i = 0; i < count; i++) {
          long value = in.getAtIndex(JAVA_LONG, inAt + i * inStride);
          out.setAtIndex(JAVA_LONG, outAt + i * outStride, value);
        }
      }
      case 4 -> {
        for (long i = 0; i < count; i++) {
          int value = in.getAtIndex(JAVA_INT, inAt + i * inStride);
          out.setAtIndex(JAVA_INT, outAt + i * outStride, value);
        }
      }
      case 2 -> {
        for (long i = 0; i < count; i++) {
          short value = in.getAtIndex(JAVA_SHORT, inAt + i * inStride);
          out.setAtIndex(JAVA_SHORT, outAt + i * outStride, value);
        }
      }
      default -> {
        for (long i = 0; i < count; i++) {
          byte value = in.getAtIndex(JAVA_BYTE, inAt + i * inStride);
          out.setAtIndex(JAVA_BYTE, outAt + i * outStride, value);
        }
      }
    }
  }
}
