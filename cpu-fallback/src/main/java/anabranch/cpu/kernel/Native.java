package anabranch.cpu.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Tells the compiler that a segment is native. Otherwise it goes by what kinds of segment the JVM
 * has seen so far, anywhere: once heap segments are among them, loops that should keep vectors in
 * registers run ten times slower.
 */
final class Native {
  private static final Class<? extends MemorySegment> CLASS = Arena.ofAuto().allocate(1).getClass();

  private Native() {}

  /**
   * The segment itself.
   *
   * @throws ClassCastException if it lies on the heap
   */
  static MemorySegment exact(MemorySegment segment) {
    return CLASS.cast(segment);
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
