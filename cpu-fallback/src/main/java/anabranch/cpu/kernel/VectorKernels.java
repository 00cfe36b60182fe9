package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.Lanes.VECTOR_BYTES;
import static anabranch.cpu.kernel.Lanes.load;
import static anabranch.cpu.kernel.Lanes.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** {@link FloatKernels} by the Vector API. */
final class VectorKernels implements FloatKernels {
  /** Two sums for each row, two vectors of the panel and a factor are in registers. */
  private static final int[] HEIGHTS =
      Lanes.REGISTERS < 32
          ? new int[] {1, 2, 3, 4, 5, 6}
          : new int[] {1, 2, 3, 4, 5, 6, 8, 10, 12, 13};

  /**
   * So many calls of a tile are cut to pieces of {@link #FIRST_DEPTH}: the second compiler goes by
   * the number of calls, and until it is done a call is a hundred times slower.
   */
  private static final int FIRST_CALLS = 3_000;

  private static final int FIRST_DEPTH = 16;

  /**
   * Calls of each height, and of rows at 0, as long as they are few; threads may miss each other's,
   * which does no harm. To count on would cost each of them the cache line at every call.
   */
  private final int[] calls = new int[HEIGHTS[HEIGHTS.length - 1] + 1];

  /**
   * Runs every loop once before any is compiled: a vector class that is loaded later would throw
   * away compiled loops, and what is compiled in their place may keep its vectors on the heap.
   */
  VectorKernels() {
    try (Arena arena = Arena.ofConfined()) {
      long count = (long) HEIGHTS[HEIGHTS.length - 1] * Lanes.PANEL;
      MemorySegment values = arena.allocate(16 * count, 64);
      for (int height : HEIGHTS) {
        Tile tile = newTile(height);
        tile(tile, height, 1, values, 0, values, 0, Lanes.PANEL_BYTES, values, 0);
        tile.startFrom(values);
        tile(tile, height, 1, values, 0, values, 0, Lanes.PANEL_BYTES, values, 0);
      }
      sigmoid(values, 0, count);
      tanh(values, 0, count);
      lstmState(count, values, 0, 4 * count, values, 12 * count);
      gruCandidate(count, values, 0, 4 * count);
      gruState(count, values, 0, 4 * count, values, 12 * count);
      lstmGates(count, values, 0, 4 * count);
      row(newTile(1), 1, values, values, 0, values, 0, Lanes.PANEL_BYTES);
    }
  }

  @Override
  public int panel() {
    return Lanes.PANEL;
  }

  @Override
  public int[] tileHeights() {
    return HEIGHTS.clone();
  }

  @Override
  public Tile newTile(int height) {
    return new Tile(height * Lanes.PANEL);
  }

  @Override
  public void tile(
      Tile tile,
      int height,
      int depth,
      MemorySegment a,
      long aAt,
      MemorySegment b,
      long bAt,
      long bRow,
      MemorySegment c,
      long cAt) {
    long pc = Native.address(c, cAt, height * Lanes.PANEL_BYTES);
    float[] sums = tile.sums();
    int count = height * Lanes.PANEL;
    if (tile.startsFromRow()) {
      repeat(Native.address(tile.row(), 0, Lanes.PANEL_BYTES), sums, count);
    } else {
      fetch(pc, sums, count);
    }
    if (depth > 0) {
      long pa = Native.address(a, aAt, 4L * height * depth);
      long pb = Native.address(b, bAt, bRow * (depth - 1) + Lanes.PANEL_BYTES);
      boolean isNew = calls[height] < FIRST_CALLS;
      int piece = isNew ? FIRST_DEPTH : depth;
      for (int k = 0; k < depth; k += piece) {
        int rows = Math.min(piece, depth - k);
        multiply(height, pa + 4L * height * k, pb + bRow * k, bRow, rows, sums);
        if (isNew) {
          calls[height]++;
        }
      }
    }
    leave(sums, pc, count);
  }

  @Override
  public void row(
      Tile tile,
      int depth,
      MemorySegment a,
      MemorySegment b,
      long bAt,
      MemorySegment c,
      long cAt,
      long slotBytes) {
    long panelBytes = Lanes.PANEL_BYTES * depth;
    long pa = Native.address(a, 0, 4L * depth);
    long pb = Native.address(b, bAt, Cell.SLOTS * panelBytes);
    long pc = Native.address(c, cAt, (Cell.SLOTS - 1) * slotBytes + Lanes.PANEL_BYTES);
    boolean isNew = calls[0] < FIRST_CALLS;
    int piece = isNew ? FIRST_DEPTH : Math.max(depth, 1);
    for (int k = 0; k < depth; k += piece) {
      int rows = Math.min(piece, depth - k);
      long from = pb + Lanes.PANEL_BYTES * k;
      RowOfGates.multiply(pa + 4L * k, from, panelBytes, rows, pc, slotBytes);
      if (isNew) {
        calls[0]++;
      }
    }
  }

  private static void multiply(int height, long pa, long pb, long bRow, int depth, float[] sums) {
    switch (height) {
      case 1 -> TilesSmall.rows1(pa, pb, bRow, depth, sums);
      case 2 -> TilesSmall.rows2(pa, pb, bRow, depth, sums);
      case 3 -> TilesSmall.rows3(pa, pb, bRow, depth, sums);
      case 4 -> TilesSmall.rows4(pa, pb, bRow, depth, sums);
      case 5 -> TilesMiddle.rows5(pa, pb, bRow, depth, sums);
      case 6 -> TilesMiddle.rows6(pa, pb, bRow, depth, sums);
      case 8 -> TilesMiddle.rows8(pa, pb, bRow, depth, sums);
      case 10 -> Tiles10.rows10(pa, pb, bRow, depth, sums);
      case 12 -> Tiles12.rows12(pa, pb, bRow, depth, sums);
      case 13 -> Tiles13.rows13(pa, pb, bRow, depth, sums);
      default -> throw new IllegalArgumentException("no register tile of " + height + " rows");
    }
  }

  private static void repeat(long from, float[] to, int count) {
    FloatVector left = load(Native.MEMORY, from);
    FloatVector right = load(Native.MEMORY, from + VECTOR_BYTES);
    for (int i = 0; i < count; i += Lanes.PANEL) {
      left.intoArray(to, i);
      right.intoArray(to, i + Lanes.LANES);
    }
  }

  private static void fetch(long from, float[] to, int count) {
    for (int i = 0; i < count; i += Lanes.LANES) {
      load(Native.MEMORY, from + 4L * i).intoArray(to, i);
    }
  }

  private static void leave(float[] from, long to, int count) {
    for (int i = 0; i < count; i += Lanes.LANES) {
      store(FloatVector.fromArray(Lanes.SPECIES, from, i), Native.MEMORY, to + 4L * i);
    }
  }

  // one short loop per function, or see LstmCell: past a certain size the compiler stops inlining

  @Override
  public void sigmoid(MemorySegment target, long at, long count) {
    MemorySegment values = Native.exact(target);
    for (long end = at + 4 * count; at < end; at += VECTOR_BYTES) {
      store(VectorMath.sigmoid(load(values, at)), values, at);
    }
  }

  @Override
  public void tanh(MemorySegment target, long at, long count) {
    MemorySegment values = Native.exact(target);
    for (long end = at + 4 * count; at < end; at += VECTOR_BYTES) {
      store(VectorMath.tanh(load(values, at)), values, at);
    }
  }

  @Override
  public void lstmGates(long count, MemorySegment slots, long gatesAt, long slotBytes) {
    LstmCell.gates(Native.exact(slots), gatesAt, slotBytes, count);
  }

  @Override
  public void lstmState(
      long count,
      MemorySegment slots,
      long gatesAt,
      long slotBytes,
      MemorySegment state,
      long cellAt) {
    LstmCell.state(Native.exact(slots), gatesAt, slotBytes, Native.exact(state), cellAt, count);
  }

  @Override
  public void gruCandidate(long count, MemorySegment slots, long gatesAt, long slotBytes) {
    MemorySegment gates = Native.exact(slots);
    for (long at = gatesAt; at < gatesAt + 4 * count; at += VECTOR_BYTES) {
      FloatVector reset = load(gates, at);
      FloatVector ofHidden = load(gates, at + 3 * slotBytes);
      FloatVector ofInput = load(gates, at + 2 * slotBytes);
      store(reset.fma(ofHidden, ofInput), gates, at + 2 * slotBytes);
    }
  }

  @Override
  public void gruState(
      long count,
      MemorySegment slots,
      long gatesAt,
      long slotBytes,
      MemorySegment state,
      long hAt) {
    MemorySegment gates = Native.exact(slots);
    MemorySegment h = Native.exact(state);
    for (long at = 0; at < 4 * count; at += VECTOR_BYTES) {
      FloatVector candidate = load(gates, gatesAt + at + 2 * slotBytes);
      FloatVector change = load(h, hAt + at).sub(candidate);
      FloatVector next = load(gates, gatesAt + at + slotBytes).fma(change, candidate);
      store(next, h, hAt + at);
      store(next, gates, gatesAt + at);
    }
  }
}
