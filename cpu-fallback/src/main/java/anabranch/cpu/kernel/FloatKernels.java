package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The inner loops on native floats that differ between a JVM with the Vector API and one without.
 * Both give the same bits. Offsets are in bytes; a panel is {@link #panel()} columns wide, its rows
 * lie one after another.
 */
interface FloatKernels {
  int panel();

  /** Calls what large jobs call most until the JVM has compiled it, where that takes it long. */
  default void rehearse() {}

  /** The heights there are tiles of, ascending, beginning with 1. */
  int[] tileHeights();

  /** What one thread needs for tiles of up to {@code height} rows. */
  Tile newTile(int height);

  /** Lets all rows of a tile's sums start from one row, a panel. */
  void startFromRow(Tile tile, int height, MemorySegment row);

  /** Lets a tile's sums start from what rows of c hold, which lie a panel apart. */
  void startFrom(Tile tile, int height, MemorySegment c, long cAt);

  /**
   * {@code sums[r][j] += sum over k of a[r][k] * b[k][j]} for {@code height} rows and one panel, in
   * ascending k by fused multiply-adds. a lies as {@link PackedRows} has it; the rows of b lie
   * {@code bRow} apart.
   */
  void multiply(
      Tile tile,
      int height,
      int depth,
      MemorySegment a,
      long aAt,
      MemorySegment b,
      long bAt,
      long bRow);

  /** Writes a tile's sums to rows of c, which lie a panel apart. */
  void leave(Tile tile, int height, MemorySegment c, long cAt);

  /**
   * Rows of c, of a strip and a panel, from one product or two: {@code c = start + a right + a2
   * right2}, the sums in the order of the terms.
   *
   * @param start a row that all sums start from; null for what c holds
   * @param a the packed rows of all tiles there are, not of the strip's alone
   * @param a2 the second product's; null for none
   * @param cAt where the strip's first row is, from which on they lie a panel apart
   */
  default void multiply(
      Strip strip,
      @Nullable MemorySegment start,
      MemorySegment a,
      PackedPanels.Panel right,
      @Nullable MemorySegment a2,
      PackedPanels.@Nullable Panel right2,
      MemorySegment c,
      long cAt) {
    RowTiles tiles = strip.tiles();
    Tile tile = strip.tile();
    for (int i = strip.first(); i < strip.end(); i++) {
      int height = tiles.height(i);
      long at = cAt + 4L * panel() * (tiles.start(i) - strip.firstRow());
      if (start == null) {
        startFrom(tile, height, c, at);
      } else {
        startFromRow(tile, height, start);
      }
      tiles.multiply(this, tile, i, a, right);
      if (a2 != null && right2 != null) {
        tiles.multiply(this, tile, i, a2, right2);
      }
      leave(tile, height, c, at);
    }
  }

  /**
   * The product of one row with the panels of all four gates, which lie one after another; their
   * sums lie {@code slotBytes} apart, and start from what they are.
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
    for (int gate = 0; gate < Cell.SLOTS; gate++) {
      long at = cAt + gate * slotBytes;
      startFrom(tile, 1, c, at);
      multiply(tile, 1, depth, a, 0, b, bAt + gate * rowBytes * depth, rowBytes);
      leave(tile, 1, c, at);
    }
  }

  /** Copies rows of {@code columns} floats to rows elsewhere; row strides are in bytes. */
  void copyRows(
      int rows,
      int columns,
      MemorySegment source,
      long sourceAt,
      long sourceRow,
      MemorySegment target,
      long targetAt,
      long targetRow);

  /** Replaces {@code count} values, a multiple of the panel, by their sigmoid. */
  void sigmoid(MemorySegment values, long at, long count);

  /** Replaces {@code count} values, a multiple of the panel, by their tanh. */
  void tanh(MemorySegment values, long at, long count);

  /**
   * The LSTM's cell: {@code c = sigmoid(f) c + sigmoid(i) tanh(g)}, and {@code h = sigmoid(o)
   * tanh(c)}, over i. The pre-activations i, f, g, o lie {@code slotBytes} apart, {@code count}
   * values each, a multiple of the panel.
   */
  void lstm(
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
