package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** A cut of rows into register tiles. {@link PackedRows} follow it. */
final class RowTiles {
  private final int[] starts;

  private RowTiles(int[] starts) {
    this.starts = starts;
  }

  /**
   * The cheapest cut of {@code rows}.
   *
   * @param sizes the tile heights there are kernels for, ascending, beginning with 1
   */
  static RowTiles of(int rows, int[] sizes) {
    int largest = sizes[sizes.length - 1];
    int plannedRows = Math.min(rows, largest * largest + rows % largest);
    int full = (rows - plannedRows) / largest;
    int[] last = cheapestLastTile(plannedRows, sizes);
    int[] starts = new int[rows + 1];
    int tiles = 0;
    for (; tiles < full; tiles++) {
      starts[tiles + 1] = starts[tiles] + largest;
    }
    for (int left = plannedRows; left > 0; left -= last[left]) {
      starts[tiles + 1] = starts[tiles] + last[left];
      tiles++;
    }
    return new RowTiles(Arrays.copyOf(starts, tiles + 1));
  }

  private static int[] cheapestLastTile(int rows, int[] sizes) {
    int[] cost = new int[rows + 1];
    int[] last = new int[rows + 1];
    for (int n = 1; n <= rows; n++) {
      cost[n] = Integer.MAX_VALUE;
      for (int size : sizes) {
        if (size <= n) {
          int candidate = cost[n - size] + cost(size);
          if (candidate <= cost[n]) {
            cost[n] = candidate;
            last[n] = size;
          }
        }
      }
    }
    return last;
  }

  /**
   * In quarters of a row: the sums of one or two rows wait for each other, each tile begins and
   * ends, and a low one may wait for memory.
   */
  private static int cost(int height) {
    return Math.max(10, 4 * height) + (height < 10 ? 3 : 2);
  }

  int count() {
    return starts.length - 1;
  }

  int start(int tile) {
    return starts[tile];
  }

  int height(int tile) {
    return starts[tile + 1] - starts[tile];
  }

  int rows() {
    return starts[starts.length - 1];
  }

  /** What one thread needs to {@link #multiply}. */
  Tile newTile(FloatKernels kernels) {
    int highest = 0;
    for (int i = 0; i < count(); i++) {
      highest = Math.max(highest, height(i));
    }
    return kernels.newTile(highest);
  }

  /** Adds to the sums of the i-th tile the product of its packed rows and a packed panel. */
  void multiply(
      FloatKernels kernels, Tile tile, int i, MemorySegment rows, PackedPanels.Panel right) {
    int depth = right.depth();
    kernels.multiply(
        tile,
        height(i),
        depth,
        rows,
        PackedRows.bytes(starts[i], depth),
        right.segment(),
        right.at(),
        4L * kernels.panel());
  }
}
