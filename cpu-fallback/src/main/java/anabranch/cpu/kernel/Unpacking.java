package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Moves results out of the kernels' layouts into strided matrices. */
final class Unpacking {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private Unpacking() {}

  /** Writes the first {@code columns} of each of {@code rows} rows of a panel. */
  static void rows(
      MemorySegment source, long sourceAt, int panel, int rows, int columns, Strided target) {
    boolean plain = target.element() == Element.F32 && target.column() == 1;
    for (int i = 0; i < rows; i++) {
      long from = sourceAt + 4L * i * panel;
      long to = target.offset() + i * target.row();
      if (plain) {
        long bytes = 4L * columns;
        move(
            Native.address(source, from, bytes),
            Native.address(target.segment(), 4 * to, bytes),
            bytes);
      } else {
        for (int j = 0; j < columns; j++) {
          float value = Native.get(source, from + 4L * j);
          target.element().set(target.segment(), to + j * target.column(), value);
        }
      }
    }
  }

  /** As {@code memcpy}, whose call would take longer than the few bytes of a panel's row. */
  private static void move(long from, long to, long bytes) {
    long source = from & Native.ADDRESS;
    long target = to & Native.ADDRESS;
    int words = (int) (bytes / Long.BYTES);
    for (int i = 0; i < words; i++) {
      Native.MEMORY.set(LONG, target + 8L * i, Native.MEMORY.get(LONG, source + 8L * i));
    }
    if (bytes % Long.BYTES != 0) {
      long last = 8L * words;
      Native.MEMORY.set(FLOAT, target + last, Native.MEMORY.get(FLOAT, source + last));
    }
  }

  /** Writes rows that are packed tile by tile. */
  static void tiles(MemorySegment source, RowTiles tiles, int depth, Strided target) {
    for (int i = 0; i < tiles.count(); i++) {
      int start = tiles.start(i);
      int height = tiles.height(i);
      for (int row = start; row < start + height; row++) {
        long to = target.offset() + row * target.row();
        for (int k = 0; k < depth; k++) {
          long from = 4L * ((long) start * depth + (long) k * height + row - start);
          float value = Native.get(source, from);
          target.element().set(target.segment(), to + k * target.column(), value);
        }
      }
    }
  }
}
