package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Numbers in native memory with up to three indices: element (i, j, k) lies at {@code offset + i *
 * outer + j * row + k * column}. A matrix leaves {@code outer} alone.
 *
 * @param element the number format
 * @param segment the memory
 * @param offset where (0, 0, 0) lies, in elements from the segment's start
 * @param outer stride of the first index, in elements; strides may be zero or negative
 * @param row stride of the second index
 * @param column stride of the third index
 */
public record Strided(
    Element element, MemorySegment segment, long offset, long outer, long row, long column) {
  /** A matrix. */
  public static Strided matrix(
      Element element, MemorySegment segment, long offset, long row, long column) {
    return new Strided(element, segment, offset, 0, row, column);
  }

  Strided at(long i) {
    return new Strided(element, segment, offset + i * outer, outer, row, column);
  }

  /** The view that begins at row j and column k. */
  Strided from(long j, long k) {
    return new Strided(element, segment, offset + j * row + k * column, outer, row, column);
  }

  Strided transposed() {
    return new Strided(element, segment, offset, outer, column, row);
  }

  /** Element (0, j, k). */
  float get(long j, long k) {
    return element.get(segment, offset + j * row + k * column);
  }

  /** Writes element (0, j, k). */
  void set(long j, long k, float value) {
    element.set(segment, offset + j * row + k * column, value);
  }
}
