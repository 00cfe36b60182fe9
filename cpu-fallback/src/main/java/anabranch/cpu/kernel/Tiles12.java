package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.Lanes.FLOAT;
import static anabranch.cpu.kernel.Lanes.ORDER;
import static anabranch.cpu.kernel.Lanes.PANEL_BYTES;
import static anabranch.cpu.kernel.Lanes.SPECIES;
import static anabranch.cpu.kernel.Lanes.VECTOR_BYTES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Register tiles of 12 rows by one panel (two vectors): {@code c[r][j] += sum over k of a[k][r] *
 * b[k][j]}, one chain of fused multiply-adds per element in ascending k.
 *
 * <p>Written out, without helper methods: accumulators must be local variables to stay in
 * registers, and past a certain size the compiler inlines only what the JDK forces it to.
 */
final class Tiles12 {
  private Tiles12() {}

  static void rows12(
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
    FloatVector x4 = FloatVector.fromMemorySegment(SPECIES, c, pc + 4 * PANEL_BYTES, ORDER);
    FloatVector y4 =
        FloatVector.fromMemorySegment(SPECIES, c, pc + 4 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    FloatVector x5 = FloatVector.fromMemorySegment(SPECIES, c, pc + 5 * PANEL_BYTES, ORDER);
    FloatVector y5 =
        FloatVector.fromMemorySegment(SPECIES, c, pc + 5 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    FloatVector x6 = FloatVector.fromMemorySegment(SPECIES, c, pc + 6 * PANEL_BYTES, ORDER);
    FloatVector y6 =
        FloatVector.fromMemorySegment(SPECIES, c, pc + 6 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    FloatVector x7 = FloatVector.fromMemorySegment(SPECIES, c, pc + 7 * PANEL_BYTES, ORDER);
    FloatVector y7 =
        FloatVector.fromMemorySegment(SPECIES, c, pc + 7 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    FloatVector x8 = FloatVector.fromMemorySegment(SPECIES, c, pc + 8 * PANEL_BYTES, ORDER);
    FloatVector y8 =
        FloatVector.fromMemorySegment(SPECIES, c, pc + 8 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    FloatVector x9 = FloatVector.fromMemorySegment(SPECIES, c, pc + 9 * PANEL_BYTES, ORDER);
    FloatVector y9 =
        FloatVector.fromMemorySegment(SPECIES, c, pc + 9 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    FloatVector x10 = FloatVector.fromMemorySegment(SPECIES, c, pc + 10 * PANEL_BYTES, ORDER);
    FloatVector y10 =
        FloatVector.fromMemorySegment(SPECIES, c, pc + 10 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    FloatVector x11 = FloatVector.fromMemorySegment(SPECIES, c, pc + 11 * PANEL_BYTES, ORDER);
    FloatVector y11 =
        FloatVector.fromMemorySegment(SPECIES, c, pc + 11 * PANEL_BYTES + VECTOR_BYTES, ORDER);
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
      FloatVector a4 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa + 16));
      x4 = a4.fma(p, x4);
      y4 = a4.fma(q, y4);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa + 20));
      x5 = a5.fma(p, x5);
      y5 = a5.fma(q, y5);
      FloatVector a6 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa + 24));
      x6 = a6.fma(p, x6);
      y6 = a6.fma(q, y6);
      FloatVector a7 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa + 28));
      x7 = a7.fma(p, x7);
      y7 = a7.fma(q, y7);
      FloatVector a8 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa + 32));
      x8 = a8.fma(p, x8);
      y8 = a8.fma(q, y8);
      FloatVector a9 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa + 36));
      x9 = a9.fma(p, x9);
      y9 = a9.fma(q, y9);
      FloatVector a10 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa + 40));
      x10 = a10.fma(p, x10);
      y10 = a10.fma(q, y10);
      FloatVector a11 = FloatVector.broadcast(SPECIES, a.get(FLOAT, pa + 44));
      x11 = a11.fma(p, x11);
      y11 = a11.fma(q, y11);
      pa += 48;
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
    x4.intoMemorySegment(c, pc + 4 * PANEL_BYTES, ORDER);
    y4.intoMemorySegment(c, pc + 4 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    x5.intoMemorySegment(c, pc + 5 * PANEL_BYTES, ORDER);
    y5.intoMemorySegment(c, pc + 5 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    x6.intoMemorySegment(c, pc + 6 * PANEL_BYTES, ORDER);
    y6.intoMemorySegment(c, pc + 6 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    x7.intoMemorySegment(c, pc + 7 * PANEL_BYTES, ORDER);
    y7.intoMemorySegment(c, pc + 7 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    x8.intoMemorySegment(c, pc + 8 * PANEL_BYTES, ORDER);
    y8.intoMemorySegment(c, pc + 8 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    x9.intoMemorySegment(c, pc + 9 * PANEL_BYTES, ORDER);
    y9.intoMemorySegment(c, pc + 9 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    x10.intoMemorySegment(c, pc + 10 * PANEL_BYTES, ORDER);
    y10.intoMemorySegment(c, pc + 10 * PANEL_BYTES + VECTOR_BYTES, ORDER);
    x11.intoMemorySegment(c, pc + 11 * PANEL_BYTES, ORDER);
    y11.intoMemorySegment(c, pc + 11 * PANEL_BYTES + VECTOR_BYTES, ORDER);
  }
}
