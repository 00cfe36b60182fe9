package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.Lanes.VECTOR_BYTES;
import static anabranch.cpu.kernel.Lanes.load;
import static anabranch.cpu.kernel.Lanes.store;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** {@link FloatKernels} by the Vector API. */
final class VectorKernels implements FloatKernels {
  private static final int[] HEIGHTS = {1, 2, 3, 4, 5, 6, 8, 10, 12, 13};

  @Override
  public int panel() {
    return Lanes.PANEL;
  }

  @Override
  public int[] tileHeights() {
    return HEIGHTS.clone();
  }

  @Override
  public void tile(
      int height, int depth, MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment c, long cAt) {
    switch (height) {
      case 1 -> TilesSmall.rows1(a, aAt, b, bAt, depth, c, cAt);
      case 2 -> TilesSmall.rows2(a, aAt, b, bAt, depth, c, cAt);
      case 3 -> TilesSmall.rows3(a, aAt, b, bAt, depth, c, cAt);
      case 4 -> TilesSmall.rows4(a, aAt, b, bAt, depth, c, cAt);
      case 5 -> TilesMiddle.rows5(a, aAt, b, bAt, depth, c, cAt);
      case 6 -> TilesMiddle.rows6(a, aAt, b, bAt, depth, c, cAt);
      case 8 -> TilesMiddle.rows8(a, aAt, b, bAt, depth, c, cAt);
      case 10 -> Tiles10.rows10(a, aAt, b, bAt, depth, c, cAt);
      case 12 -> Tiles12.rows12(a, aAt, b, bAt, depth, c, cAt);
      case 13 -> Tiles13.rows13(a, aAt, b, bAt, depth, c, cAt);
      default -> throw new IllegalArgumentException("no register tile of " + height + " rows");
    }
  }

  @Override
  public void lstmCell(
      int rows, MemorySegment gates, long gatesAt, long gateStride, MemorySegment cell, long cellAt) {
    long end = rows * Lanes.PANEL_BYTES;
    for (long at = 0; at < end; at += VECTOR_BYTES) {
      long i = gatesAt + at;
      FloatVector in = VectorMath.sigmoid(load(gates, i));
      FloatVector forget = VectorMath.sigmoid(load(gates, i + gateStride));
      FloatVector candidate = VectorMath.tanh(load(gates, i + 2 * gateStride));
      FloatVector out = VectorMath.sigmoid(load(gates, i + 3 * gateStride));
      FloatVector c = forget.mul(load(cell, cellAt + at)).add(in.mul(candidate));
      store(c, cell, cellAt + at);
      store(out.mul(VectorMath.tanh(c)), gates, i);
    }
  }

  @Override
  public void repeatPanel(MemorySegment source, long sourceAt, MemorySegment target, long targetAt, int rows) {
    FloatVector left = load(source, sourceAt);
    FloatVector right = load(source, sourceAt + VECTOR_BYTES);
    for (int i = 0; i < rows; i++) {
      store(left, target, targetAt + i * Lanes.PANEL_BYTES);
      store(right, target, targetAt + i * Lanes.PANEL_BYTES + VECTOR_BYTES);
    }
  }
}
