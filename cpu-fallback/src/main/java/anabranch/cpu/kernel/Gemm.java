package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * One product: a block of rows of the left side is packed, then its panels are computed, each from
 * a packed panel of the right side. Nothing is cut along the depth but the panels' way through the
 * caches, so the sums keep their order.
 */
final class Gemm {
  /** Floats of the left side packed at a time: about as many as the caches near a core hold. */
  private static final int LEFT_FLOATS = 1 << 19;

  /** Floats of the right side packed at a time, where it serves several blocks of rows. */
  private static final int RIGHT_FLOATS = 1 << 23;

  /** Rows of the target computed at a time: a panel of them stays in the second-level cache. */
  private static final int MOST_ROWS = 832;

  /** Rows of the right side in a packed panel at a time: they stay in the second-level cache. */
  private static final int DEPTH_BLOCK = 2048;

  /** Up to so many rows, packing the right side costs more than it brings. */
  private static final int FEW_ROWS = 16;

  private final Compute compute;
  private final FloatKernels kernels;
  private final Product product;
  private final @Nullable PackedPanels packed;
  private final int panel;
  private final int depth;

  Gemm(Compute compute, Product product, @Nullable PackedPanels packed) {
    this.compute = compute;
    this.kernels = compute.kernels();
    this.product = product;
    this.packed = packed;
    this.panel = kernels.panel();
    this.depth = product.depth();
  }

  void run() {
    if (product.rows() == 0 || product.columns() == 0) {
      return;
    }
    int[] heights = kernels.tileHeights();
    int highest = heights[heights.length - 1];
    int fit = Math.min(MOST_ROWS, LEFT_FLOATS / Math.max(1, depth)) / highest * highest;
    int blockRows = Math.min(product.rows(), Math.max(fit, highest));
    if (packed == null && product.rows() > blockRows) {
      groups();
      return;
    }
    try (WorkingMemory.Piece left = compute.memory().take(PackedRows.bytes(blockRows, depth))) {
      for (int row = 0; row < product.rows(); row += blockRows) {
        int count = Math.min(blockRows, product.rows() - row);
        block(row, RowTiles.of(count, heights), left.segment());
      }
    }
  }

  /** Packs groups of columns of the right side, each once for all blocks of rows. */
  private void groups() {
    int most = Math.max(1, RIGHT_FLOATS / Math.max(1, depth) / panel) * panel;
    for (int column = 0; column < product.columns(); column += most) {
      int count = Math.min(most, product.columns() - column);
      Product part = product.ofColumns(column, count);
      try (PackedPanels right = PackedPanels.of(compute, part.b(), depth, count)) {
        new Gemm(compute, part, right).run();
      }
    }
  }

  /** Computes the rows from {@code row} on that {@code tiles} covers. */
  private void block(int row, RowTiles tiles, MemorySegment left) {
    Strided source = product.a().from(row, 0);
    int rows = tiles.rows();
    compute
        .grid()
        .run(
            1,
            tiles.count(),
            (long) rows * depth,
            (_, _, from, to) -> PackedRows.fill(kernels, source, tiles, from, to, depth, left));
    int panels = Math.ceilDiv(product.columns(), panel);
    compute
        .grid()
        .run(
            panels,
            tiles.count(),
            (long) rows * depth * panel * panels,
            (firstPanel, endPanel, firstTile, endTile) -> {
              int covered = tiles.start(endTile) - tiles.start(firstTile);
              long sumBytes = 4L * covered * panel;
              long rightBytes = 4L * Math.min(depth, DEPTH_BLOCK) * panel;
              try (WorkingMemory.Piece sums = compute.memory().take(sumBytes);
                  WorkingMemory.Piece right =
                      compute.memory().take(packed == null ? rightBytes : 0)) {
                Tile tile = tiles.newTile(kernels);
                for (int i = firstPanel; i < endPanel; i++) {
                  panel(
                      tile,
                      i,
                      row,
                      tiles,
                      firstTile,
                      endTile,
                      left,
                      right.segment(),
                      sums.segment());
                }
              }
            });
  }

  private void panel(
      Tile tile,
      int index,
      int row,
      RowTiles tiles,
      int firstTile,
      int endTile,
      MemorySegment left,
      MemorySegment right,
      MemorySegment sums) {
    int column = index * panel;
    int width = Math.min(panel, product.columns() - column);
    int firstRow = row + tiles.start(firstTile);
    int rows = tiles.start(endTile) - tiles.start(firstTile);
    start(sums, firstRow, rows, column, width);
    for (int k = 0; k < depth; k += DEPTH_BLOCK) {
      int count = Math.min(DEPTH_BLOCK, depth - k);
      Right b = right(index, rows, k, count, width, right);
      for (int i = firstTile; i < endTile; i++) {
        int height = tiles.height(i);
        long leftAt = PackedRows.bytes(tiles.start(i), depth) + PackedRows.at(k, height);
        long sumsAt = 4L * (tiles.start(i) - tiles.start(firstTile)) * panel;
        kernels.startFrom(tile, height, sums, sumsAt);
        kernels.multiply(tile, height, count, left, leftAt, b.segment, b.at, b.rowBytes);
        kernels.leave(tile, height, sums, sumsAt);
      }
    }
    product.finish(kernels, sums, firstRow, rows, column, width);
  }

  private void start(MemorySegment sums, int row, int rows, int column, int width) {
    Strided c = product.c();
    if (product.startsFromC() && c != null) {
      Packing.lines(c.from(row, column).transposed(), width, panel, rows, sums, 0);
    } else {
      sums.asSlice(0, 4L * rows * panel).fill((byte) 0);
    }
  }

  /** Where some rows of a panel of the right side lie for the kernel. */
  private record Right(MemorySegment segment, long at, long rowBytes) {}

  private Right right(int index, int rows, int k, int count, int width, MemorySegment scratch) {
    long panelBytes = 4L * panel;
    if (packed != null) {
      return new Right(packed.segment(), packed.at(index) + k * panelBytes, panelBytes);
    }
    Strided source = product.b().from(k, (long) index * panel);
    if (rows <= FEW_ROWS && width == panel && isReadAsItIs(source)) {
      return new Right(source.segment(), 4 * source.offset(), 4 * source.row());
    }
    Packing.lines(source.transposed(), width, panel, count, scratch, 0);
    return new Right(scratch, 0, panelBytes);
  }

  /** Whether tiles can read the right side where it is. */
  private static boolean isReadAsItIs(Strided source) {
    long rowBytes = 4 * source.row();
    return source.element() == Element.F32
        && source.column() == 1
        && rowBytes == (rowBytes & Native.STRIDE);
  }
}
