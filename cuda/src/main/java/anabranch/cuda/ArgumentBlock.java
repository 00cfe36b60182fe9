package anabranch.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The arguments of a launch, laid out as nvcc lays out parameters: each aligned to its size. Made
 * once per stream; the driver copies it at the launch.
 */
final class ArgumentBlock {
  /** The most that the driver takes before CUDA 12.1. */
  private static final int BYTES = 4096;

  private static final long BUFFER_POINTER = 1;
  private static final long BUFFER_SIZE = 2;
  private static final long END = 0;

  private final MemorySegment arguments;
  private final MemorySegment size;
  private final MemorySegment extra;
  private long at;

  ArgumentBlock(Arena arena) {
    arguments = arena.allocate(BYTES, 64);
    size = arena.allocate(ValueLayout.JAVA_LONG);
    extra =
        arena.allocateFrom(
            ValueLayout.JAVA_LONG,
            BUFFER_POINTER,
            arguments.address(),
            BUFFER_SIZE,
            size.address(),
            END);
  }

  /** Starts over. */
  void clear() {
    at = 0;
  }

  void putInt(int value) {
    arguments.set(ValueLayout.JAVA_INT, align(Integer.BYTES), value);
    at += Integer.BYTES;
  }

  void putLong(long value) {
    arguments.set(ValueLayout.JAVA_LONG, align(Long.BYTES), value);
    at += Long.BYTES;
  }

  void putFloat(float value) {
    arguments.set(ValueLayout.JAVA_FLOAT, align(Float.BYTES), value);
    at += Float.BYTES;
  }

  void putDouble(double value) {
    arguments.set(ValueLayout.JAVA_DOUBLE, align(Double.BYTES), value);
    at += Double.BYTES;
  }

  private long align(int bytes) {
    at = (at + bytes - 1) & -bytes;
    return at;
  }

  /** Moves on to a struct that is aligned to 8 bytes. */
  void beginStruct() {
    align(Long.BYTES);
  }

  /** The address of the launch's options, for the arguments put so far. */
  long extra() {
    size.set(ValueLayout.JAVA_LONG, 0, at);
    return extra.address();
  }
}
