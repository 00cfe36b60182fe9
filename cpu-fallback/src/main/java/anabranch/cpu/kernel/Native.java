package anabranch.cpu.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/** Native memory in the ways that the compiler makes good code of. */
final class Native {
  /**
   * All memory, for loops that were given addresses by {@link #address}. A constant leaves the
   * compiler no bounds, liveness or kinds of segment to check again in the loop.
   */
  @SuppressWarnings("restricted")
  static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /** Bits of an address. A masked one is so small that a loop's offsets cannot leave the range. */
  static final long ADDRESS = (1L << 56) - 1;

  /** Bits of a stride in bytes: times any {@code int} it stays in the range. */
  static final long STRIDE = (1L << 30) - 1;

  private static final Class<? extends MemorySegment> CLASS = Arena.ofAuto().allocate(1).getClass();

  private Native() {}

  /**
   * The segment itself, and tells the compiler that it is native. Otherwise it goes by what kinds
   * of segment the JVM has seen so far, anywhere: once heap segments are among them, loops that
   * should keep vectors in registers run ten times slower.
   *
   * @throws ClassCastException if it lies on the heap
   */
  static MemorySegment exact(MemorySegment segment) {
    return CLASS.cast(segment);
  }

  /**
   * The address of byte {@code at}, from which on {@code bytes} bytes may be used as long as the
   * segment's arena is open.
   *
   * @throws ClassCastException if it lies on the heap
   * @throws IndexOutOfBoundsException if the segment ends before
   */
  static long address(MemorySegment segment, long at, long bytes) {
    Objects.checkFromIndexSize(at, bytes, segment.byteSize());
    return exact(segment).address() + at;
  }

  /**
   * The address of the first of some rows of {@code bytes} bytes, {@code row} bytes apart; if it
   * and the last lie in the segment, those between do so too.
   *
   * @throws ClassCastException if it lies on the heap
   * @throws IndexOutOfBoundsException if they do not lie in it
   */
  static long addressOfRows(MemorySegment segment, long at, long row, int rows, long bytes) {
    Objects.checkFromIndexSize(at + (rows - 1) * row, bytes, segment.byteSize());
    return address(segment, at, bytes);
  }

  /** The float at a byte. */
  static float get(MemorySegment segment, long at) {
    return exact(segment).get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
  }

  /** Writes the float at a byte. */
  static void set(MemorySegment segment, long at, float value) {
    exact(segment).set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, value);
  }
}
