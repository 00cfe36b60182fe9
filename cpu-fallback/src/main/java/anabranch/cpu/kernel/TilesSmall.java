package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.Lanes.FLOAT;
import static anabranch.cpu.kernel.Lanes.ORDER;
import static anabranch.cpu.kernel.Lanes.PANEL_BYTES;
import static anabranch.cpu.kernel.Lanes.SPECIES;
import static anabranch.cpu.kernel.Lanes.VECTOR_BYTES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Register tiles of 1 to 4 rows by one panel (two vectors): {@code c[r][j] += sum over k of a[k][r]
 * * b[k][j]}, one chain of fused multiply-adds per element in ascending k.
 *
 * <p>Written out, without helper methods: accumulators must be local variables to stay in
 * registers, and past a certain size the compiler inlines only what the JDK forces it to.
 */
final class TilesSmall {
  private TilesSmall() {}

  static void rows1(
      MemorySegment left,
      long pa,
      MemorySegment right,
      long pb,
      long bRow,
      int depth,
      MemorySegment sums,
      long pc) {
    MemorySegment a = Native.exact(left);
    MemorySegment b = Native.exact(right);
    MemorySegment c = Native.exact(sums);
    FloatVector x0 = FloatVector.fromMemorySegment(SPECIES, c, pc, ORDER);
    FloatVector y0 = FloatVector.fromMemorySegment(SPECIES, c, pc + VECTOR_BYTES, ORDER);
    for (int k = 0; k < depth; k++) {
      FloatVector p = FloatVector.fromMemorySegment(SPECIES, b, pb, ORDER);
      FloatVector q = FloatVector.fromMemorySegment(SPECIES, b, pb + VECTOR_BYTES, ORDER);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa));
      x0 = a0.fma(p, x0);
      y0 = a0.fma(q, y0);
      pa += 4;
      pb += bRow;
    }
    x0.intoMemorySegment(c, pc, ORDER);
    y0.intoMemorySegment(c, pc + VECTOR_BYTES, ORDER);
  }

  static void rows2(
      MemorySegment left,
      long pa,
      MemorySegment right,
      long pb,
      long bRow,
      int depth,
      MemorySegment sums,
      long pc) {
    MemorySegment a = Native.exact(left);
    MemorySegment b = Native.exact(right);
    MemorySegment c = Native.exact(sums);
    FloatVector x0 = FloatVector.fromMemorySegment(SPECIES, c, pc, ORDER);
    FloatVector y0 = FloatVector.fromMemorySegment(SPECIES, c, pc + VECTOR_BYTES, ORDER);
    FloatVector x1 = FloatVector.fromMemorySegment(SPECIES, c, pc + PANEL_BYTES, ORDER);
    FloatVector y1 =
        FloatVector.fromMemorySegment(SPECIES, c, pc + PANEL_BYTES + VECTOR_BYTES, ORDER);
    for (int k = 0; k < depth; k++) {
      FloatVector p = FloatVector.fromMemorySegment(SPECIES, b, pb, ORDER);
      FloatVector q = FloatVector.fromMemorySegment(SPECIES, b, pb + VECTOR_BYTES, ORDER);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa));
      x0 = a0.fma(p, x0);
      y0 = a0.fma(q, y0);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa + 4));
      x1 = a1.fma(p, x1);
      y1 = a1.fma(q, y1);
      pa += 8;
      pb += bRow;
    }
    x0.intoMemorySegment(c, pc, ORDER);
    y0.intoMemorySegment(c, pc + VECTOR_BYTES, ORDER);
    x1.intoMemorySegment(c, pc + PANEL_BYTES, ORDER);
    y1.intoMemorySegment(c, pc + PANEL_BYTES + VECTOR_BYTES, ORDER);
  }

  static void rows3(
      MemorySegment left,
      long pa,
      MemorySegment right,
      long pb,
      long bRow,
      int depth,
      MemorySegment sums,
      long pc) {
    MemorySegment a = Native.exact(left);
    MemorySegment b = Native.exact(right);
    MemorySegment c = Native.exact(sums);
    FloatVector x0 = FloatVector.fromMemorySegment(SPECIES, c, pc, ORDER);
    FloatVector y0 = FloatVector.fromMemorySegment(SPECIES, c, pc + VECTOR_BYTES, ORDER);
    FloatVector x1 = FloatVector.fromMemorySegment(SPECIES, c, pc + PANEL_BYTES, ORDER);
    FloatVector y1 =
        FloatVector.fromMemorySegment(SPECIES, c, pc + PANEL_BYTES + VECTOR_BYTES, ORDER);
    FloatVector x2 = FloatVector.fromMemorySegment(SPECIES, c, pc + 2 * PANEL_BYTES, ORDER);
    FloatVector y2 =
        FloatVector.fromMemorySegment(SPECIES, c, pc + 2 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    for (int k = 0; k < depth; k++) {
      FloatVector p = FloatVector.fromMemorySegment(SPECIES, b, pb, ORDER);
      FloatVector q = FloatVector.fromMemorySegment(SPECIES, b, pb + VECTOR_BYTES, ORDER);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa));
      x0 = a0.fma(p, x0);
      y0 = a0.fma(q, y0);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa + 4));
      x1 = a1.fma(p, x1);
      y1 = a1.fma(q, y1);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa + 8));
      x2 = a2.fma(p, x2);
      y2 = a2.fma(q, y2);
      pa += 12;
      pb += bRow;
    }
    x0.intoMemorySegment(c, pc, ORDER);
    y0.intoMemorySegment(c, pc + VECTOR_BYTES, ORDER);
    x1.intoMemorySegment(c, pc + PANEL_BYTES, ORDER);
    y1.intoMemorySegment(c, pc + PANEL_BYTES + VECTOR_BYTES, ORDER);
    x2.intoMemorySegment(c, pc + 2 * PANEL_BYTES, ORDER);
    y2.intoMemorySegment(c, pc + 2 * PANEL_BYTES + VECTOR_BYTES, ORDER);
  }

  static void rows4(
      MemorySegment left,
      long pa,
      MemorySegment right,
      long pb,
      long bRow,
      int depth,
      MemorySegment sums,
      long pc) {
    MemorySegment a = Native.exact(left);
    MemorySegment b = Native.exact(right);
    MemorySegment c = Native.exact(sums);
    FloatVector x0 = FloatVector.fromMemorySegment(SPECIES, c, pc, ORDER);
    FloatVector y0 = FloatVector.fromMemorySegment(SPECIES, c, pc + VECTOR_BYTES, ORDER);
    FloatVector x1 = FloatVector.fromMemorySegment(SPECIES, c, pc + PANEL_BYTES, ORDER);
    FloatVector y1 =
        FloatVector.fromMemorySegment(SPECIES, c, pc + PANEL_BYTES + VECTOR_BYTES, ORDER);
    FloatVector x2 = FloatVector.fromMemorySegment(SPECIES, c, pc + 2 * PANEL_BYTES, ORDER);
    FloatVector y2 =
        FloatVector.fromMemorySegment(SPECIES, c, pc + 2 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    FloatVector x3 = FloatVector.fromMemorySegment(SPECIES, c, pc + 3 * PANEL_BYTES, ORDER);
    FloatVector y3 =
        FloatVector.fromMemorySegment(SPECIES, c, pc + 3 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    for (int k = 0; k < depth; k++) {
      FloatVector p = FloatVector.fromMemorySegment(SPECIES, b, pb, ORDER);
      FloatVector q = FloatVector.fromMemorySegment(SPECIES, b, pb + VECTOR_BYTES, ORDER);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa));
      x0 = a0.fma(p, x0);
      y0 = a0.fma(q, y0);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa + 4));
      x1 = a1.fma(p, x1);
      y1 = a1.fma(q, y1);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa + 8));
      x2 = a2.fma(p, x2);
      y2 = a2.fma(q, y2);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa + 12));
      x3 = a3.fma(p, x3);
      y3 = a3.fma(q, y3);
      pa += 16;
      pb += bRow;
    }
    x0.intoMemorySegment(c, pc, ORDER);
    y0.intoMemorySegment(c, pc + VECTOR_BYTES, ORDER);
    x1.intoMemorySegment(c, pc + PANEL_BYTES, ORDER);
    y1.intoMemorySegment(c, pc + PANEL_BYTES + VECTOR_BYTES, ORDER);
    x2.intoMemorySegment(c, pc + 2 * PANEL_BYTES, ORDER);
    y2.intoMemorySegment(c, pc + 2 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    x3.intoMemorySegment(c, pc + 3 * PANEL_BYTES, ORDER);
    y3.intoMemorySegment(c, pc + 3 * PANEL_BYTES + VECTOR_BYTES, ORDER);
  }
}
