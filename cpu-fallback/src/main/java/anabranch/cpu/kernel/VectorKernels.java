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
      Lanes.REGISTERS < 32 ? new int[] {1, 2, 3, 4, 5, 6} : new int[] {1, 2, 3, 4, 5, 6, 8, 10};

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

  private int cellCalls;

  /**
   * Runs every loop once before any is compiled: a vector class that is loaded later would throw
   * away compiled loops, and what is compiled in their place may keep its vectors on the heap.
   */
  VectorKernels() {
    try (Arena arena = Arena.ofConfined()) {
      int highest = HEIGHTS[HEIGHTS.length - 1];
      long count = (long) highest * Lanes.PANEL;
      MemorySegment values = arena.allocate(16 * count, 64);
      MemorySegment rows = arena.allocate(PackedRows.bytes(highest, 1), 64);
      for (int height : HEIGHTS) {
        Tile tile = newTile(height);
        startFrom(tile, height, values, 0);
        multiply(tile, height, 1, rows, 0, values, 0, Lanes.PANEL_BYTES);
        leave(tile, height, values, 0);
        startFromRow(tile, height, values);
      }
      sigmoid(values, 0, count);
      tanh(values, 0, count);
      lstm(count, values, 0, 4 * count, rows, 0);
      gruCandidate(count, values, 0, 4 * count);
      gruState(count, values, 0, 4 * count, values, 12 * count);
      row(newTile(1), 1, rows, values, 0, values, 0, Lanes.PANEL_BYTES);
      copyRows(2, Lanes.LANES + 1, values, 0, 0, rows, 0, Lanes.PANEL_BYTES);
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
  public void startFromRow(Tile tile, int height, MemorySegment row) {
    long from = Native.address(row, 0, Lanes.PANEL_BYTES);
    FloatVector left = load(Native.MEMORY, from);
    FloatVector right = load(Native.MEMORY, from + VECTOR_BYTES);
    float[] sums = tile.sums();
    for (int i = 0; i < height * Lanes.PANEL; i += Lanes.PANEL) {
      left.intoArray(sums, i);
      right.intoArray(sums, i + Lanes.LANES);
    }
  }

  @Override
  public void startFrom(Tile tile, int height, MemorySegment c, long cAt) {
    long from = Native.address(c, cAt, height * Lanes.PANEL_BYTES);
    float[] sums = tile.sums();
    for (int i = 0; i < height * Lanes.PANEL; i += Lanes.LANES) {
      load(Native.MEMORY, from + 4L * i).intoArray(sums, i);
    }
  }

  @Override
  public void multiply(
      Tile tile,
      int height,
      int depth,
      MemorySegment a,
      long aAt,
      MemorySegment b,
      long bAt,
      long bRow) {
    if (depth == 0) {
      return;
    }
    long pa = Native.address(a, aAt, PackedRows.bytes(height, depth));
    long pb = Native.address(b, bAt, bRow * (depth - 1) + Lanes.PANEL_BYTES);
    if (calls[height] >= FIRST_CALLS) {
      multiply(height, pa, pb, bRow, depth, tile.sums());
      return;
    }
    for (int k = 0; k < depth; k += FIRST_DEPTH) {
      int rows = Math.min(FIRST_DEPTH, depth - k);
      multiply(height, pa + PackedRows.at(k, height), pb + bRow * k, bRow, rows, tile.sums());
      calls[height]++;
    }
  }

  @Override
  public void leave(Tile tile, int height, MemorySegment c, long cAt) {
    long to = Native.address(c, cAt, height * Lanes.PANEL_BYTES);
    float[] sums = tile.sums();
    for (int i = 0; i < height * Lanes.PANEL; i += Lanes.LANES) {
      store(FloatVector.fromArray(Lanes.SPECIES, sums, i), Native.MEMORY, to + 4L * i);
    }
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
    long pa = Native.address(a, 0, PackedRows.bytes(1, depth));
    long pb = Native.address(b, bAt, Cell.SLOTS * panelBytes);
    long pc = Native.address(c, cAt, (Cell.SLOTS - 1) * slotBytes + Lanes.PANEL_BYTES);
    boolean isNew = calls[0] < FIRST_CALLS;
    int piece = isNew ? FIRST_DEPTH : Math.max(depth, 1);
    for (int k = 0; k < depth; k += piece) {
      int rows = Math.min(piece, depth - k);
      long from = pb + Lanes.PANEL_BYTES * k;
      RowOfGates.multiply(pa + PackedRows.at(k, 1), from, panelBytes, rows, pc, slotBytes);
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
      default -> throw new IllegalArgumentException("no register tile of " + height + " rows");
    }
  }

  @Override
  public void copyRows(
      int rows,
      int columns,
      MemorySegment source,
      long sourceAt,
      long sourceRow,
      MemorySegment target,
      long targetAt,
      long targetRow) {
    long bytes = 4L * columns;
    for (int i = 0; i < rows; i++) {
      long from = Native.address(source, sourceAt + i * sourceRow, bytes) & Native.ADDRESS;
      long to = Native.address(target, targetAt + i * targetRow, bytes) & Native.ADDRESS;
      int j = 0;
      for (; j <= columns - Lanes.LANES; j += Lanes.LANES) {
        store(load(Native.MEMORY, from + 4L * j), Native.MEMORY, to + 4L * j);
      }
      for (; j < columns; j++) {
        Native.MEMORY.set(Lanes.FLOAT, to + 4L * j, Native.MEMORY.get(Lanes.FLOAT, from + 4L * j));
      }
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

  /** The first calls are cut as those of a tile are. */
  @Override
  public void lstm(
      long count,
      MemorySegment slots,
      long gatesAt,
      long slotBytes,
      MemorySegment state,
      long cellAt) {
    long gates = Native.address(slots, gatesAt, 3 * slotBytes + 4 * count);
    long cell = Native.address(state, cellAt, 4 * count);
    int piece = cellCalls < FIRST_CALLS ? Lanes.PANEL : (int) count;
    for (long from = 0; from < count; from += piece) {
      long i = gates + 4 * from;
      long g = i + 2 * slotBytes;
      long c = cell + 4 * from;
      LstmCell.state(i, i + slotBytes, g, c, piece);
      LstmCell.output(g + slotBytes, c, i, piece);
      if (cellCalls < FIRST_CALLS) {
        cellCalls++;
      }
    }
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
