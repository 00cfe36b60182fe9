package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The left side of a product as the register tiles read it. The rows of a tile lie one {@link
 * #ROW_BYTES} after another, {@link #BLOCK} columns of each; then come their next columns. So a row
 * is moved as it is, and a tile finds all its rows at constant distances from one address.
 */
final class PackedRows {
  /** Columns in a block, a multiple of every panel. */
  static final int BLOCK = 256;

  /** A block of a row, and a line of the cache more: or all rows would fall into the same sets. */
  static final long ROW_BYTES = 4L * BLOCK + 64;

  private static final int BLOCK_BITS = Integer.numberOfTrailingZeros(BLOCK);

  /** Elements of one row moved before the next row's turn, where rows are not contiguous. */
  private static final int CHUNK = 16;

  private PackedRows() {}

  /** Bytes of rows with {@code depth} columns. */
  static long bytes(long rows, int depth) {
    return rows * Math.ceilDiv(depth, BLOCK) * ROW_BYTES;
  }

  /** From a tile's start to column k of its first row. */
  static long at(int k, int height) {
    return 4L * k + (k >> BLOCK_BITS) * (height * ROW_BYTES - 4 * BLOCK);
  }

  /** Packs some tiles, {@code depth} columns each. */
  static void fill(
      FloatKernels kernels,
      Strided source,
      RowTiles tiles,
      int firstTile,
      int endTile,
      int depth,
      MemorySegment target) {
    for (int i = firstTile; i < endTile; i++) {
      int start = tiles.start(i);
      int height = tiles.height(i);
      put(kernels, source.from(start, 0), height, depth, target, bytes(start, depth), height);
    }
  }

  /**
   * Moves the first {@code rows} rows of {@code source} to rows that follow each other in a tile.
   *
   * @param targetAt where the first of these rows begins
   * @param height the tile's
   */
  static void put(
      FloatKernels kernels,
      Strided source,
      int rows,
      int depth,
      MemorySegment target,
      long targetAt,
      int height) {
    for (int k = 0; k < depth; k += BLOCK) {
      int count = Math.min(BLOCK, depth - k);
      block(kernels, source.from(0, k), rows, count, target, targetAt + at(k, height));
    }
  }

  private static void block(
      FloatKernels kernels, Strided source, int rows, int count, MemorySegment target, long at) {
    if (source.element() == Element.F32 && source.column() == 1) {
      long from = 4 * source.offset();
      long fromRow = 4 * source.row();
      kernels.copyRows(rows, count, source.segment(), from, fromRow, target, at, ROW_BYTES);
      return;
    }
    for (int from = 0; from < count; from += CHUNK) {
      int end = Math.min(count, from + CHUNK);
      for (int i = 0; i < rows; i++) {
        long row = at + i * ROW_BYTES;
        if (source.element() == Element.F32) {
          gather(source, i, from, end, target, row);
        } else {
          convert(source, i, from, end, target, row);
        }
      }
    }
  }

  private static void gather(
      Strided source, int row, int from, int end, MemorySegment packed, long at) {
    MemorySegment segment = Native.exact(source.segment());
    MemorySegment target = Native.exact(packed);
    long start = 4 * (source.offset() + row * source.row());
    long step = 4 * source.column();
    for (int k = from; k < end; k++) {
      float value = segment.get(ValueLayout.JAVA_FLOAT_UNALIGNED, start + k * step);
      target.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at + 4L * k, value);
    }
  }

  private static void convert(
      Strided source, int row, int from, int end, MemorySegment packed, long at) {
    MemorySegment target = Native.exact(packed);
    for (int k = from; k < end; k++) {
      target.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at + 4L * k, source.get(row, k));
    }
  }

  /** Writes what was packed tile by tile to a matrix. */
  static void unpack(
      FloatKernels kernels, MemorySegment source, RowTiles tiles, int depth, Strided target) {
    for (int i = 0; i < tiles.count(); i++) {
      int start = tiles.start(i);
      int height = tiles.height(i);
      for (int k = 0; k < depth; k += BLOCK) {
        long from = bytes(start, depth) + at(k, height);
        int count = Math.min(BLOCK, depth - k);
        Strided place = target.from(start, k);
        Unpacking.rows(kernels, source, from, ROW_BYTES, height, count, place);
      }
    }
  }
}
