package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;

/** Moves results out of the kernels' layouts into strided matrices. */
final class Unpacking {
  private Unpacking() {}

  /** Writes the first {@code columns} of each of {@code rows} rows of a panel. */
  static void rows(
      MemorySegment source, long sourceAt, int panel, int rows, int columns, Strided target) {
    boolean plain = target.element() == Element.F32 && target.column() == 1;
    for (int i = 0; i < rows; i++) {
      long from = sourceAt + 4L * i * panel;
      long to = target.offset() + i * target.row();
      if (plain) {
        MemorySegment.copy(source, from, target.segment(), 4 * to, 4L * columns);
      } else {
        for (int j = 0; j < columns; j++) {
          float value = Native.get(source, from + 4L * j);
          target.element().set(target.segment(), to + j * target.column(), value);
        }
      }
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
