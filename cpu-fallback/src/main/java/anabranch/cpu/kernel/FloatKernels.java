package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The inner loops on native floats that differ between a JVM with the Vector API and one without. Both give the same bits.
 * Offsets are in bytes; a panel is {@link #panel()} columns wide, its rows lie one after another.
 */
interface FloatKernels {
  int panel();

  /** The heights {@link #tile} can do, ascending, beginning with 1. */
  int[] tileHeights();

  /**
   * {@code c[r][j] += sum over k of a[k][r] * b[k][j]} for {@code height} rows and one panel, in ascending k by fused
   * multiply-adds.
   */
  void tile(
      int height, int depth, MemorySegment a, long aAt, MemorySegment b, long bAt, MemorySegment c, long cAt);

  /**
   * The LSTM cell for {@code rows} rows and one panel of hidden units. The pre-activations of the gates i, f, g, o lie
   * {@code gateStride} apart; c is updated, and h replaces gate i.
   */
  void lstmCell(int rows, MemorySegment gates, long gatesAt, long gateStride, MemorySegment cell, long cellAt);

  /** Writes one row of a panel {@code rows} times. */
  void repeatPanel(MemorySegment source, long sourceAt, MemorySegment target, long targetAt, int rows);
}
