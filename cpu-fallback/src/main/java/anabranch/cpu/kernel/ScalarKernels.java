package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.Native.get;
import static anabranch.cpu.kernel.Native.set;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@link FloatKernels} by plain loops, for a JVM without the Vector API. */
final class ScalarKernels implements FloatKernels {
  private static final int PANEL = 64;

  /** Rows of a panel copied to the heap at a time: loops over arrays are compiled to vectors. */
  private static final int DEPTH = 32;

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  @Override
  public int panel() {
    return PANEL;
  }

  @Override
  public int[] tileHeights() {
    return new int[] {1, 2, 4, 8, 16};
  }

  @Override
  public Tile newTile(int height) {
    return new Tile(height * PANEL);
  }

  @Override
  public void startFromRow(Tile tile, int height, MemorySegment row) {
    for (int r = 0; r < height; r++) {
      MemorySegment.copy(row, FLOAT, 0, tile.sums(), r * PANEL, PANEL);
    }
  }

  @Override
  public void startFrom(Tile tile, int height, MemorySegment c, long cAt) {
    MemorySegment.copy(c, FLOAT, cAt, tile.sums(), 0, height * PANEL);
  }

  @Override
  public void leave(Tile tile, int height, MemorySegment c, long cAt) {
    MemorySegment.copy(tile.sums(), 0, c, FLOAT, cAt, height * PANEL);
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
    float[] right = new float[DEPTH * PANEL];
    for (int from = 0; from < depth; from += DEPTH) {
      int count = Math.min(DEPTH, depth - from);
      for (int k = 0; k < count; k++) {
        MemorySegment.copy(b, FLOAT, bAt + (from + k) * bRow, right, k * PANEL, PANEL);
      }
      for (int r = 0; r < height; r++) {
        long row = aAt + r * PackedRows.ROW_BYTES;
        for (int k = 0; k < count; k++) {
          float factor = get(a, row + PackedRows.at(from + k, height));
          addScaled(tile.sums(), r * PANEL, factor, right, k * PANEL);
        }
      }
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
    for (int i = 0; i < rows; i++) {
      long from = sourceAt + i * sourceRow;
      MemorySegment.copy(source, from, target, targetAt + i * targetRow, 4L * columns);
    }
  }

  private static void addScaled(float[] sums, int sumsAt, float factor, float[] right, int at) {
    for (int j = 0; j < PANEL; j++) {
      sums[sumsAt + j] = Math.fma(factor, right[at + j], sums[sumsAt + j]);
    }
  }

  @Override
  public void sigmoid(MemorySegment values, long at, long count) {
    for (long end = at + 4 * count; at < end; at += 4) {
      set(values, at, ScalarMath.sigmoid(get(values, at)));
    }
  }

  @Override
  public void tanh(MemorySegment values, long at, long count) {
    for (long end = at + 4 * count; at < end; at += 4) {
      set(values, at, ScalarMath.tanh(get(values, at)));
    }
  }

  @Override
  public void lstm(
      long count, MemorySegment gates, long at, long slotBytes, MemorySegment cell, long cellAt) {
    for (long j = 0; j < 4 * count; j += 4) {
      float i = get(gates, at + j);
      float f = get(gates, at + j + slotBytes);
      float g = get(gates, at + j + 2 * slotBytes);
      float c = ScalarCell.state(i, f, g, get(cell, cellAt + j));
      set(cell, cellAt + j, c);
      set(gates, at + j, ScalarCell.gated(get(gates, at + j + 3 * slotBytes), c));
    }
  }

  @Override
  public void gruCandidate(long count, MemorySegment gates, long at, long slotBytes) {
    for (long i = 0; i < 4 * count; i += 4) {
      long n = at + i + 2 * slotBytes;
      set(gates, n, Math.fma(get(gates, at + i), get(gates, n + slotBytes), get(gates, n)));
    }
  }

  @Override
  public void gruState(
      long count, MemorySegment gates, long at, long slotBytes, MemorySegment h, long hAt) {
    for (long i = 0; i < 4 * count; i += 4) {
      float candidate = get(gates, at + i + 2 * slotBytes);
      float change = get(h, hAt + i) - candidate;
      float next = Math.fma(get(gates, at + i + slotBytes), change, candidate);
      set(h, hAt + i, next);
      set(gates, at + i, next);
    }
  }
}
