package anabranch.cpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import anabranch.shape.DType;
import java.lang.foreign.MemorySegment;

/**
 * A place in an operand that moves forward through its walk, reading or writing blocks of elements.
 */
final class Cursor {
  private final MemorySegment segment;
  private final DType dtype;
  private final Walk walk;
  private final int inner;
  private final long[] index;
  private long position;

  /** At the {@code start}-th element of the walk. */
  Cursor(Operand operand, Walk walk, long start) {
    this(operand, walk, start, 0);
  }

  /** As {@link #Cursor(Operand, Walk, long)}, the whole walk moved on by {@code shift} elements. */
  Cursor(Operand operand, Walk walk, long start, long shift) {
    this.segment = operand.segment();
    this.dtype = operand.dtype();
    this.walk = walk;
    this.inner = walk.loops() - 1;
    this.index = new long[walk.loops()];
    this.position = walk.offset() + shift;
    long rest = start;
    for (int loop = inner; loop >= 0; loop--) {
      long size = Math.max(walk.size(loop), 1);
      index[loop] = loop == 0 ? rest : rest % size;
      rest /= size;
      position += index[loop] * walk.stride(loop);
    }
  }

  MemorySegment segment() {
    return segment;
  }

  /** Where it is, in elements from the segment's start. */
  long position() {
    return position;
  }

  /** From one element of the run to the next. */
  long stride() {
    return walk.stride(inner);
  }

  /** How many elements from here on have this stride. */
  long run() {
    return walk.size(inner) - index[inner];
  }

  /** Moves on by {@code count} elements, at most {@link #run}. */
  void advance(long count) {
    index[inner] += count;
    position += count * walk.stride(inner);
    int loop = inner;
    while (loop > 0 && index[loop] == walk.size(loop)) {
      position += walk.stride(loop - 1) - index[loop] * walk.stride(loop);
      index[loop] = 0;
      loop--;
      index[loop]++;
    }
  }

  /** Reads the next {@code count} elements to the start of {@code target}. */
  <A> void read(Blocks<A> blocks, A target, int count) {
    int at = 0;
    while (at < count) {
      int n = (int) Math.min(run(), count - at);
      blocks.load(segment, dtype, position, stride(), target, at, n);
      advance(n);
      at += n;
    }
  }

  /** Writes {@code count} elements from the start of {@code source}. */
  <A> void write(Blocks<A> blocks, A source, int count) {
    int at = 0;
    while (at < count) {
      int n = (int) Math.min(run(), count - at);
      blocks.store(source, at, segment, dtype, position, stride(), n);
      advance(n);
      at += n;
    }
  }

  /** Writes {@code count} bytes from the start of {@code source}. */
  void write(byte[] source, int count) {
    int at = 0;
    while (at < count) {
      int n = (int) Math.min(run(), count - at);
      if (stride() == 1) {
        MemorySegment.copy(source, at, segment, JAVA_BYTE, position, n);
      } else {
        for (int i = 0; i < n; i++) {
          segment.set(JAVA_BYTE, position + i * stride(), source[at + i]);
        }
      }
      advance(n);
      at += n;
    }
  }

  /** Writes the positions of the next {@code count} elements to {@code target}. */
  void positions(long[] target, int count) {
    int at = 0;
    while (at < count) {
      int n = (int) Math.min(run(), count - at);
      for (int i = 0; i < n; i++) {
        target[at + i] = position + i * stride();
      }
      advance(n);
      at += n;
    }
  }
}
