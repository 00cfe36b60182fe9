package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.Lanes.VECTOR_BYTES;
import static anabranch.cpu.kernel.Lanes.load;
import static anabranch.cpu.kernel.Lanes.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

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

  static final int FIRST_DEPTH = 16;

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
  public void rehearse() {
    Rehearsal.of(this);
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
    startFromRow(tile.sums(), height, Native.address(row, 0, Lanes.PANEL_BYTES));
  }

  private static void startFromRow(float[] sums, int height, long from) {
    FloatVector left = load(Native.MEMORY, from);
    FloatVector right = load(Native.MEMORY, from + VECTOR_BYTES);
    for (int i = 0; i < height * Lanes.PANEL; i += Lanes.PANEL) {
      left.intoArray(sums, i);
      right.intoArray(sums, i + Lanes.LANES);
    }
  }

  @Override
  public void startFrom(Tile tile, int height, MemorySegment c, long cAt) {
    startFrom(tile.sums(), height, Native.address(c, cAt, height * Lanes.PANEL_BYTES));
  }

  private static void startFrom(float[] sums, int height, long from) {
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
    inPieces(tile.sums(), height, depth, pa, pb, bRow);
  }

  /** Cut along the depth as long as calls are few. */
  private void inPieces(float[] sums, int height, int depth, long pa, long pb, long bRow) {
    if (calls[height] >= FIRST_CALLS) {
      tile(sums, height, depth, pa, pb, bRow);
      return;
    }
    for (int k = 0; k < depth; k += FIRST_DEPTH) {
      int rows = Math.min(FIRST_DEPTH, depth - k);
      tile(sums, height, rows, pa + PackedRows.at(k, height), pb + bRow * k, bRow);
      calls[height]++;
    }
  }

  /**
   * Addresses are made before the loop: a tile sweeps the nearest cache, and what has to be looked
   * up behind it, object by object, comes from the next.
   */
  @Override
  public void multiply(
      Strip strip,
      @Nullable MemorySegment start,
      MemorySegment a,
      PackedPanels.Panel right,
      @Nullable MemorySegment a2,
      PackedPanels.@Nullable Panel right2,
      MemorySegment c,
      long cAt) {
    RowTiles tiles = strip.tiles();
    float[] sums = strip.tile().sums();
    int end = strip.end();
    boolean isFromC = start == null;
    long from = start == null ? 0 : Native.address(start, 0, Lanes.PANEL_BYTES);
    int depth = right.depth();
    long rowBytes = PackedRows.bytes(1, depth);
    long pa = address(a, strip, rowBytes);
    long pb = address(right);
    int depth2 = 0;
    long rowBytes2 = 0;
    long pa2 = 0;
    long pb2 = 0;
    if (a2 != null && right2 != null) {
      depth2 = right2.depth();
      rowBytes2 = PackedRows.bytes(1, depth2);
      pa2 = address(a2, strip, rowBytes2);
      pb2 = address(right2);
    }
    long to = Native.address(c, cAt, strip.rows() * Lanes.PANEL_BYTES);
    for (int i = strip.first(); i < end; i++) {
      int height = tiles.height(i);
      if (isFromC) {
        startFrom(sums, height, to);
      } else {
        startFromRow(sums, height, from);
      }
      inPieces(sums, height, depth, pa, pb, Lanes.PANEL_BYTES);
      if (depth2 > 0) {
        inPieces(sums, height, depth2, pa2, pb2, Lanes.PANEL_BYTES);
      }
      leave(sums, height, to);
      pa += rowBytes * height;
      pa2 += rowBytes2 * height;
      to += Lanes.PANEL_BYTES * height;
    }
  }

  /** Of a strip's first row among packed ones. */
  private static long address(MemorySegment rows, Strip strip, long rowBytes) {
    return Native.address(rows, rowBytes * strip.firstRow(), rowBytes * strip.rows());
  }

  private static long address(PackedPanels.Panel panel) {
    return Native.address(panel.segment(), panel.at(), Lanes.PANEL_BYTES * panel.depth());
  }

  @Override
  public void leave(Tile tile, int height, MemorySegment c, long cAt) {
    leave(tile.sums(), height, Native.address(c, cAt, height * Lanes.PANEL_BYTES));
  }

  private static void leave(float[] sums, int height, long to) {
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

  private static void tile(float[] sums, int height, int depth, long pa, long pb, long bRow) {
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
    if (rows == 0) {
      return;
    }
    long first = Native.addressOfRows(source, sourceAt, sourceRow, rows, 4L * columns);
    long firstTarget = Native.addressOfRows(target, targetAt, targetRow, rows, 4L * columns);
    for (int i = 0; i < rows; i++) {
      long from = (first + i * sourceRow) & Native.ADDRESS;
      long to = (firstTarget + i * targetRow) & Native.ADDRESS;
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
