package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.Lanes.FLOAT;
import static anabranch.cpu.kernel.Lanes.ORDER;
import static anabranch.cpu.kernel.Lanes.PANEL_BYTES;
import static anabranch.cpu.kernel.Lanes.SPECIES;
import static anabranch.cpu.kernel.Lanes.VECTOR_BYTES;
import static anabranch.cpu.kernel.Native.ADDRESS;
import static anabranch.cpu.kernel.Native.MEMORY;

import jdk.incubator.vector.FloatVector;

/**
 * The product of one row with four panels at once. A {@link Tile} of one row has two sums only,
 * each of which waits for its last addition; eight keep the processor busy.
 */
final class RowOfGates {
  private RowOfGates() {}

  /**
   * Adds to the sums of four panels.
   *
   * @param pa the row
   * @param pb the first panel; the others begin {@code bPanel} bytes after each other
   * @param pc the sums of the first panel; the others' are {@code cPanel} bytes after each other
   */
  static void multiply(long pa, long pb, long bPanel, int depth, long pc, long cPanel) {
    long left = pa & ADDRESS;
    long b0 = pb & ADDRESS;
    long b1 = (pb + bPanel) & ADDRESS;
    long b2 = (pb + 2 * bPanel) & ADDRESS;
    long b3 = (pb + 3 * bPanel) & ADDRESS;
    long c0 = pc & ADDRESS;
    long c1 = (pc + cPanel) & ADDRESS;
    long c2 = (pc + 2 * cPanel) & ADDRESS;
    long c3 = (pc + 3 * cPanel) & ADDRESS;
    FloatVector x0 = FloatVector.fromMemorySegment(SPECIES, MEMORY, c0, ORDER);
    FloatVector y0 = FloatVector.fromMemorySegment(SPECIES, MEMORY, c0 + VECTOR_BYTES, ORDER);
    FloatVector x1 = FloatVector.fromMemorySegment(SPECIES, MEMORY, c1, ORDER);
    FloatVector y1 = FloatVector.fromMemorySegment(SPECIES, MEMORY, c1 + VECTOR_BYTES, ORDER);
    FloatVector x2 = FloatVector.fromMemorySegment(SPECIES, MEMORY, c2, ORDER);
    FloatVector y2 = FloatVector.fromMemorySegment(SPECIES, MEMORY, c2 + VECTOR_BYTES, ORDER);
    FloatVector x3 = FloatVector.fromMemorySegment(SPECIES, MEMORY, c3, ORDER);
    FloatVector y3 = FloatVector.fromMemorySegment(SPECIES, MEMORY, c3 + VECTOR_BYTES, ORDER);
    for (int k = 0; k < depth; k++) {
      FloatVector a = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, left + PackedRows.at(k, 1)));
      long at = PANEL_BYTES * k;
      x0 = a.fma(FloatVector.fromMemorySegment(SPECIES, MEMORY, b0 + at, ORDER), x0);
      x1 = a.fma(FloatVector.fromMemorySegment(SPECIES, MEMORY, b1 + at, ORDER), x1);
      x2 = a.fma(FloatVector.fromMemorySegment(SPECIES, MEMORY, b2 + at, ORDER), x2);
      x3 = a.fma(FloatVector.fromMemorySegment(SPECIES, MEMORY, b3 + at, ORDER), x3);
      long next = at + VECTOR_BYTES;
      y0 = a.fma(FloatVector.fromMemorySegment(SPECIES, MEMORY, b0 + next, ORDER), y0);
      y1 = a.fma(FloatVector.fromMemorySegment(SPECIES, MEMORY, b1 + next, ORDER), y1);
      y2 = a.fma(FloatVector.fromMemorySegment(SPECIES, MEMORY, b2 + next, ORDER), y2);
      y3 = a.fma(FloatVector.fromMemorySegment(SPECIES, MEMORY, b3 + next, ORDER), y3);
    }
    x0.intoMemorySegment(MEMORY, c0, ORDER);
    y0.intoMemorySegment(MEMORY, c0 + VECTOR_BYTES, ORDER);
    x1.intoMemorySegment(MEMORY, c1, ORDER);
    y1.intoMemorySegment(MEMORY, c1 + VECTOR_BYTES, ORDER);
    x2.intoMemorySegment(MEMORY, c2, ORDER);
    y2.intoMemorySegment(MEMORY, c2 + VECTOR_BYTES, ORDER);
    x3.intoMemorySegment(MEMORY, c3, ORDER);
    y3.intoMemorySegment(MEMORY, c3 + VECTOR_BYTES, ORDER);
  }
}
