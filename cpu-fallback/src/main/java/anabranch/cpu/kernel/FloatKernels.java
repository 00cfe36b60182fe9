package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The inner loops on native floats that differ between a JVM with the Vector API and one without.
 * Both give the same bits. Offsets are in bytes; a panel is {@link #panel()} columns wide, its rows
 * lie one after another.
 */
interface FloatKernels {
  int panel();

  /** The heights {@link #tile} can do, ascending, beginning with 1. */
  int[] tileHeights();

  /** What one thread needs for tiles of up to {@code height} rows. */
  Tile newTile(int height);

  /**
   * {@code c[r][j] += sum over k of a[k][r] * b[k][j]} for {@code height} rows and one panel, in
   * ascending k by fused multiply-adds. a is packed depth-major; the rows of b lie {@code bRow}
   * apart, those of c a panel. Where the tile starts from a row, that takes the place of all rows
   * of c as they were.
   */
  void tile(
      Tile tile,
      int height,
      int depth,
      MemorySegment a,
      long aAt,
      MemorySegment b,
      long bAt,
      long bRow,
      MemorySegment c,
      long cAt);

  /**
   * As {@link #tile} for one row and the panels of all four gates, which lie one after another;
   * their sums lie {@code slotBytes} apart, and start from what they are.
   */
  default void row(
      Tile tile,
      int depth,
      MemorySegment a,
      MemorySegment b,
      long bAt,
      MemorySegment c,
      long cAt,
      long slotBytes) {
    long rowBytes = 4L * panel();
    tile.startFromTarget();
    for (int gate = 0; gate < Cell.SLOTS; gate++) {
      long at = bAt + gate * rowBytes * depth;
      tile(tile, 1, depth, a, 0, b, at, rowBytes, c, cAt + gate * slotBytes);
    }
  }

  /** Replaces {@code count} values, a multiple of the panel, by their sigmoid. */
  void sigmoid(MemorySegment values, long at, long count);

  /** Replaces {@code count} values, a multiple of the panel, by their tanh. */
  void tanh(MemorySegment values, long at, long count);

  /**
   * Replaces the gates i, f and o of an LSTM by their sigmoid. The gates i, f, g, o lie {@code
   * slotBytes} apart, {@code count} values each, a multiple of the panel.
   */
  void lstmGates(long count, MemorySegment gates, long gatesAt, long slotBytes);

  /**
   * {@code c = f c + i tanh g}, into the cell, and {@code h = o tanh c}, over i, for the activated
   * gates i, f, o that {@link #lstmGates} leaves.
   */
  void lstmState(
      long count,
      MemorySegment gates,
      long gatesAt,
      long slotBytes,
      MemorySegment cell,
      long cellAt);

  /**
   * {@code n = n + r m} for the GRU's activated gate r and the two parts n and m of its candidate,
   * in slots 0, 2 and 3 of gates that lie {@code slotBytes} apart.
   */
  void gruCandidate(long count, MemorySegment gates, long gatesAt, long slotBytes);

  /**
   * {@code h = n + z (h - n)}, into h and over slot 0; the activated gate z and the candidate n are
   * slots 1 and 2.
   */
  void gruState(
      long count, MemorySegment gates, long gatesAt, long slotBytes, MemorySegment h, long hAt);
}
