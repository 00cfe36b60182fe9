package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The left side of a product as the register tiles read it: tile by tile; in a tile chunk by chunk
 * of the depth; in a chunk line by line, one for each row. So a tile's rows lie at constant
 * distances from one pointer, and a row is moved by plain copies.
 */
final class PackedRows {
  /** Elements of a row in a chunk. */
  static final int CHUNK = 256;

  /** A chunk and a cache line: lines of one chunk do not compete for the same places in a cache. */
  static final long LINE_BYTES = 4L * CHUNK + 64;

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private PackedRows() {}

  /** Bytes that {@code rows} rows of {@code depth} elements take. */
  static long bytes(long rows, int depth) {
    return rows * Math.ceilDiv(depth, CHUNK) * LINE_BYTES;
  }

  /** Where a chunk of a tile begins; {@code k} is a multiple of the chunk. */
  static long at(RowTiles tiles, int tile, int depth, int k) {
    return bytes(tiles.start(tile), depth) + bytes(tiles.height(tile), k);
  }

  /** Packs the rows of some tiles. */
  static void pack(
      Strided source, RowTiles tiles, int firstTile, int endTile, int depth, MemorySegment target) {
    for (int i = firstTile; i < endTile; i++) {
      for (int r = 0; r < tiles.height(i); r++) {
        packRow(source.from(tiles.start(i) + r, 0), tiles, i, r, depth, 0, depth, target);
      }
    }
  }

  /**
   * Packs the first {@code count} elements of a row as the elements from {@code k} on of row {@code
   * r} of a tile.
   */
  static void packRow(
      Strided source,
      RowTiles tiles,
      int tile,
      int r,
      int depth,
      int k,
      int count,
      MemorySegment target) {
    for (int done = 0; done < count; ) {
      int inChunk = (k + done) % CHUNK;
      int piece = Math.min(CHUNK - inChunk, count - done);
      long at = at(tiles, tile, depth, k + done - inChunk) + r * LINE_BYTES + 4L * inChunk;
      copy(source.from(0, done), piece, target, at);
      done += piece;
    }
  }

  private static void copy(Strided source, int count, MemorySegment target, long at) {
    MemorySegment segment = source.segment();
    if (source.element() != Element.F32) {
      for (int k = 0; k < count; k++) {
        target.set(FLOAT, at + 4L * k, source.get(0, k));
      }
    } else if (source.column() == 1) {
      MemorySegment.copy(segment, 4 * source.offset(), target, at, 4L * count);
    } else {
      long from = 4 * source.offset();
      long step = 4 * source.column();
      for (int k = 0; k < count; k++) {
        target.set(FLOAT, at + 4L * k, segment.get(FLOAT, from + k * step));
      }
    }
  }

  /** Writes all rows, {@code depth} elements each. */
  static void unpack(MemorySegment source, RowTiles tiles, int depth, Strided target) {
    for (int i = 0; i < tiles.count(); i++) {
      for (int r = 0; r < tiles.height(i); r++) {
        for (int k = 0; k < depth; k++) {
          long at = at(tiles, i, depth, k - k % CHUNK) + r * LINE_BYTES + 4L * (k % CHUNK);
          target.set(tiles.start(i) + r, k, source.get(FLOAT, at));
        }
      }
    }
  }
}
