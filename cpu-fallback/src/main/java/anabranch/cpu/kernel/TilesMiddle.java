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

/** Register tiles of 5, 6 and 8 rows: see {@link Tile}. */
final class TilesMiddle {
  private TilesMiddle() {}

  static void rows5(long pa, long pb, long bRow, int depth, float[] sums) {
    FloatVector x0 = FloatVector.fromArray(SPECIES, sums, 0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, sums, LANES);
    FloatVector x1 = FloatVector.fromArray(SPECIES, sums, PANEL);
    FloatVector y1 = FloatVector.fromArray(SPECIES, sums, PANEL + LANES);
    FloatVector x2 = FloatVector.fromArray(SPECIES, sums, 2 * PANEL);
    FloatVector y2 = FloatVector.fromArray(SPECIES, sums, 2 * PANEL + LANES);
    FloatVector x3 = FloatVector.fromArray(SPECIES, sums, 3 * PANEL);
    FloatVector y3 = FloatVector.fromArray(SPECIES, sums, 3 * PANEL + LANES);
    FloatVector x4 = FloatVector.fromArray(SPECIES, sums, 4 * PANEL);
    FloatVector y4 = FloatVector.fromArray(SPECIES, sums, 4 * PANEL + LANES);
    long left = pa & ADDRESS;
    long right = pb & ADDRESS;
    long row = bRow & STRIDE;
    for (int k = 0; k < depth; k++) {
      long b = right + row * k;
      FloatVector p = FloatVector.fromMemorySegment(SPECIES, MEMORY, b, ORDER);
      FloatVector q = FloatVector.fromMemorySegment(SPECIES, MEMORY, b + VECTOR_BYTES, ORDER);
      long a = left + PackedRows.at(k, 5);
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
      FloatVector a4 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a + 4 * ROW_BYTES));
      x4 = a4.fma(p, x4);
      y4 = a4.fma(q, y4);
    }
    x0.intoArray(sums, 0);
    y0.intoArray(sums, LANES);
    x1.intoArray(sums, PANEL);
    y1.intoArray(sums, PANEL + LANES);
    x2.intoArray(sums, 2 * PANEL);
    y2.intoArray(sums, 2 * PANEL + LANES);
    x3.intoArray(sums, 3 * PANEL);
    y3.intoArray(sums, 3 * PANEL + LANES);
    x4.intoArray(sums, 4 * PANEL);
    y4.intoArray(sums, 4 * PANEL + LANES);
  }

  static void rows6(long pa, long pb, long bRow, int depth, float[] sums) {
    FloatVector x0 = FloatVector.fromArray(SPECIES, sums, 0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, sums, LANES);
    FloatVector x1 = FloatVector.fromArray(SPECIES, sums, PANEL);
    FloatVector y1 = FloatVector.fromArray(SPECIES, sums, PANEL + LANES);
    FloatVector x2 = FloatVector.fromArray(SPECIES, sums, 2 * PANEL);
    FloatVector y2 = FloatVector.fromArray(SPECIES, sums, 2 * PANEL + LANES);
    FloatVector x3 = FloatVector.fromArray(SPECIES, sums, 3 * PANEL);
    FloatVector y3 = FloatVector.fromArray(SPECIES, sums, 3 * PANEL + LANES);
    FloatVector x4 = FloatVector.fromArray(SPECIES, sums, 4 * PANEL);
    FloatVector y4 = FloatVector.fromArray(SPECIES, sums, 4 * PANEL + LANES);
    FloatVector x5 = FloatVector.fromArray(SPECIES, sums, 5 * PANEL);
    FloatVector y5 = FloatVector.fromArray(SPECIES, sums, 5 * PANEL + LANES);
    long left = pa & ADDRESS;
    long right = pb & ADDRESS;
    long row = bRow & STRIDE;
    for (int k = 0; k < depth; k++) {
      long b = right + row * k;
      FloatVector p = FloatVector.fromMemorySegment(SPECIES, MEMORY, b, ORDER);
      FloatVector q = FloatVector.fromMemorySegment(SPECIES, MEMORY, b + VECTOR_BYTES, ORDER);
      long a = left + PackedRows.at(k, 6);
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
      FloatVector a4 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a + 4 * ROW_BYTES));
      x4 = a4.fma(p, x4);
      y4 = a4.fma(q, y4);
      FloatVector a5 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a + 5 * ROW_BYTES));
      x5 = a5.fma(p, x5);
      y5 = a5.fma(q, y5);
    }
    x0.intoArray(sums, 0);
    y0.intoArray(sums, LANES);
    x1.intoArray(sums, PANEL);
    y1.intoArray(sums, PANEL + LANES);
    x2.intoArray(sums, 2 * PANEL);
    y2.intoArray(sums, 2 * PANEL + LANES);
    x3.intoArray(sums, 3 * PANEL);
    y3.intoArray(sums, 3 * PANEL + LANES);
    x4.intoArray(sums, 4 * PANEL);
    y4.intoArray(sums, 4 * PANEL + LANES);
    x5.intoArray(sums, 5 * PANEL);
    y5.intoArray(sums, 5 * PANEL + LANES);
  }

  static void rows8(long pa, long pb, long bRow, int depth, float[] sums) {
    FloatVector x0 = FloatVector.fromArray(SPECIES, sums, 0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, sums, LANES);
    FloatVector x1 = FloatVector.fromArray(SPECIES, sums, PANEL);
    FloatVector y1 = FloatVector.fromArray(SPECIES, sums, PANEL + LANES);
    FloatVector x2 = FloatVector.fromArray(SPECIES, sums, 2 * PANEL);
    FloatVector y2 = FloatVector.fromArray(SPECIES, sums, 2 * PANEL + LANES);
    FloatVector x3 = FloatVector.fromArray(SPECIES, sums, 3 * PANEL);
    FloatVector y3 = FloatVector.fromArray(SPECIES, sums, 3 * PANEL + LANES);
    FloatVector x4 = FloatVector.fromArray(SPECIES, sums, 4 * PANEL);
    FloatVector y4 = FloatVector.fromArray(SPECIES, sums, 4 * PANEL + LANES);
    FloatVector x5 = FloatVector.fromArray(SPECIES, sums, 5 * PANEL);
    FloatVector y5 = FloatVector.fromArray(SPECIES, sums, 5 * PANEL + LANES);
    FloatVector x6 = FloatVector.fromArray(SPECIES, sums, 6 * PANEL);
    FloatVector y6 = FloatVector.fromArray(SPECIES, sums, 6 * PANEL + LANES);
    FloatVector x7 = FloatVector.fromArray(SPECIES, sums, 7 * PANEL);
    FloatVector y7 = FloatVector.fromArray(SPECIES, sums, 7 * PANEL + LANES);
    long left = pa & ADDRESS;
    long right = pb & ADDRESS;
    long row = bRow & STRIDE;
    for (int k = 0; k < depth; k++) {
      long b = right + row * k;
      FloatVector p = FloatVector.fromMemorySegment(SPECIES, MEMORY, b, ORDER);
      FloatVector q = FloatVector.fromMemorySegment(SPECIES, MEMORY, b + VECTOR_BYTES, ORDER);
      long a = left + PackedRows.at(k, 8);
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
      FloatVector a4 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a + 4 * ROW_BYTES));
      x4 = a4.fma(p, x4);
      y4 = a4.fma(q, y4);
      FloatVector a5 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a + 5 * ROW_BYTES));
      x5 = a5.fma(p, x5);
      y5 = a5.fma(q, y5);
      FloatVector a6 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a + 6 * ROW_BYTES));
      x6 = a6.fma(p, x6);
      y6 = a6.fma(q, y6);
      FloatVector a7 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a + 7 * ROW_BYTES));
      x7 = a7.fma(p, x7);
      y7 = a7.fma(q, y7);
    }
    x0.intoArray(sums, 0);
    y0.intoArray(sums, LANES);
    x1.intoArray(sums, PANEL);
    y1.intoArray(sums, PANEL + LANES);
    x2.intoArray(sums, 2 * PANEL);
    y2.intoArray(sums, 2 * PANEL + LANES);
    x3.intoArray(sums, 3 * PANEL);
    y3.intoArray(sums, 3 * PANEL + LANES);
    x4.intoArray(sums, 4 * PANEL);
    y4.intoArray(sums, 4 * PANEL + LANES);
    x5.intoArray(sums, 5 * PANEL);
    y5.intoArray(sums, 5 * PANEL + LANES);
    x6.intoArray(sums, 6 * PANEL);
    y6.intoArray(sums, 6 * PANEL + LANES);
    x7.intoArray(sums, 7 * PANEL);
    y7.intoArray(sums, 7 * PANEL + LANES);
  }
}
