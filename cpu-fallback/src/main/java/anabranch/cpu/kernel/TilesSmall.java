package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.Lanes.FLOAT;
import static anabranch.cpu.kernel.Lanes.LANES;
import static anabranch.cpu.kernel.Lanes.ORDER;
import static anabranch.cpu.kernel.Lanes.PANEL;
import static anabranch.cpu.kernel.Lanes.SPECIES;
import static anabranch.cpu.kernel.Lanes.VECTOR_BYTES;
import static anabranch.cpu.kernel.Native.ADDRESS;
import static anabranch.cpu.kernel.Native.MEMORY;
import static anabranch.cpu.kernel.Native.STRIDE;
import static anabranch.cpu.kernel.PackedRows.ROW_BYTES;

import jdk.incubator.vector.FloatVector;

/** Register tiles of 1 to 4 rows: see {@link Tile}. */
final class TilesSmall {
  private TilesSmall() {}

  static void rows1(long pa, long pb, long bRow, int depth, float[] sums) {
    FloatVector x0 = FloatVector.fromArray(SPECIES, sums, 0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, sums, LANES);
    long left = pa & ADDRESS;
    long right = pb & ADDRESS;
    long row = bRow & STRIDE;
    for (int k = 0; k < depth; k++) {
      long b = right + row * k;
      FloatVector p = FloatVector.fromMemorySegment(SPECIES, MEMORY, b, ORDER);
      FloatVector q = FloatVector.fromMemorySegment(SPECIES, MEMORY, b + VECTOR_BYTES, ORDER);
      long a = left + PackedRows.at(k, 1);
      FloatVector a0 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a));
      x0 = a0.fma(p, x0);
      y0 = a0.fma(q, y0);
    }
    x0.intoArray(sums, 0);
    y0.intoArray(sums, LANES);
  }

  static void rows2(long pa, long pb, long bRow, int depth, float[] sums) {
    FloatVector x0 = FloatVector.fromArray(SPECIES, sums, 0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, sums, LANES);
    FloatVector x1 = FloatVector.fromArray(SPECIES, sums, PANEL);
    FloatVector y1 = FloatVector.fromArray(SPECIES, sums, PANEL + LANES);
    long left = pa & ADDRESS;
    long right = pb & ADDRESS;
    long row = bRow & STRIDE;
    for (int k = 0; k < depth; k++) {
      long b = right + row * k;
      FloatVector p = FloatVector.fromMemorySegment(SPECIES, MEMORY, b, ORDER);
      FloatVector q = FloatVector.fromMemorySegment(SPECIES, MEMORY, b + VECTOR_BYTES, ORDER);
      long a = left + PackedRows.at(k, 2);
      FloatVector a0 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a));
      x0 = a0.fma(p, x0);
      y0 = a0.fma(q, y0);
      FloatVector a1 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a + ROW_BYTES));
      x1 = a1.fma(p, x1);
      y1 = a1.fma(q, y1);
    }
    x0.intoArray(sums, 0);
    y0.intoArray(sums, LANES);
    x1.intoArray(sums, PANEL);
    y1.intoArray(sums, PANEL + LANES);
  }

  static void rows3(long pa, long pb, long bRow, int depth, float[] sums) {
    FloatVector x0 = FloatVector.fromArray(SPECIES, sums, 0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, sums, LANES);
    FloatVector x1 = FloatVector.fromArray(SPECIES, sums, PANEL);
    FloatVector y1 = FloatVector.fromArray(SPECIES, sums, PANEL + LANES);
    FloatVector x2 = FloatVector.fromArray(SPECIES, sums, 2 * PANEL);
    FloatVector y2 = FloatVector.fromArray(SPECIES, sums, 2 * PANEL + LANES);
    long left = pa & ADDRESS;
    long right = pb & ADDRESS;
    long row = bRow & STRIDE;
    for (int k = 0; k < depth; k++) {
      long b = right + row * k;
      FloatVector p = FloatVector.fromMemorySegment(SPECIES, MEMORY, b, ORDER);
      FloatVector q = FloatVector.fromMemorySegment(SPECIES, MEMORY, b + VECTOR_BYTES, ORDER);
      long a = left + PackedRows.at(k, 3);
      FloatVector a0 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a));
      x0 = a0.fma(p, x0);
      y0 = a0.fma(q, y0);
      FloatVector a1 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a + ROW_BYTES));
      x1 = a1.fma(p, x1);
      y1 = a1.fma(q, y1);
      FloatVector a2 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a + 2 * ROW_BYTES));
      x2 = a2.fma(p, x2);
      y2 = a2.fma(q, y2);
    }
    x0.intoArray(sums, 0);
    y0.intoArray(sums, LANES);
    x1.intoArray(sums, PANEL);
    y1.intoArray(sums, PANEL + LANES);
    x2.intoArray(sums, 2 * PANEL);
    y2.intoArray(sums, 2 * PANEL + LANES);
  }

  static void rows4(long pa, long pb, long bRow, int depth, float[] sums) {
    FloatVector x0 = FloatVector.fromArray(SPECIES, sums, 0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, sums, LANES);
    FloatVector x1 = FloatVector.fromArray(SPECIES, sums, PANEL);
    FloatVector y1 = FloatVector.fromArray(SPECIES, sums, PANEL + LANES);
    FloatVector x2 = FloatVector.fromArray(SPECIES, sums, 2 * PANEL);
    FloatVector y2 = FloatVector.fromArray(SPECIES, sums, 2 * PANEL + LANES);
    FloatVector x3 = FloatVector.fromArray(SPECIES, sums, 3 * PANEL);
    FloatVector y3 = FloatVector.fromArray(SPECIES, sums, 3 * PANEL + LANES);
    long left = pa & ADDRESS;
    long right = pb & ADDRESS;
    long row = bRow & STRIDE;
    for (int k = 0; k < depth; k++) {
      long b = right + row * k;
      FloatVector p = FloatVector.fromMemorySegment(SPECIES, MEMORY, b, ORDER);
      FloatVector q = FloatVector.fromMemorySegment(SPECIES, MEMORY, b + VECTOR_BYTES, ORDER);
      long a = left + PackedRows.at(k, 4);
      FloatVector a0 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a));
      x0 = a0.fma(p, x0);
      y0 = a0.fma(q, y0);
      FloatVector a1 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a + ROW_BYTES));
      x1 = a1.fma(p, x1);
      y1 = a1.fma(q, y1);
      FloatVector a2 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a + 2 * ROW_BYTES));
      x2 = a2.fma(p, x2);
      y2 = a2.fma(q, y2);
      FloatVector a3 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a + 3 * ROW_BYTES));
      x3 = a3.fma(p, x3);
      y3 = a3.fma(q, y3);
    }
    x0.intoArray(sums, 0);
    y0.intoArray(sums, LANES);
    x1.intoArray(sums, PANEL);
    y1.intoArray(sums, PANEL + LANES);
    x2.intoArray(sums, 2 * PANEL);
    y2.intoArray(sums, 2 * PANEL + LANES);
    x3.intoArray(sums, 3 * PANEL);
    y3.intoArray(sums, 3 * PANEL + LANES);
  }
}
