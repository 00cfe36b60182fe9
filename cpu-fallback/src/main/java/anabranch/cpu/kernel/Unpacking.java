package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;

/** Moves results out of the kernels' layouts into strided matrices. */
final class Unpacking {
  private Unpacking() {}

  /** Writes {@code columns} of each of {@code rows} rows, which lie {@code rowBytes} apart. */
  static void rows(
      FloatKernels kernels,
      MemorySegment source,
      long sourceAt,
      long rowBytes,
      int rows,
      int columns,
      Strided target) {
    MemorySegment segment = target.segment();
    if (target.element() == Element.F32 && target.column() == 1) {
      long to = 4 * target.offset();
      long toRow = 4 * target.row();
      kernels.copyRows(rows, columns, source, sourceAt, rowBytes, segment, to, toRow);
      return;
    }
    for (int i = 0; i < rows; i++) {
      long from = sourceAt + i * rowBytes;
      long to = target.offset() + i * target.row();
      for (int j = 0; j < columns; j++) {
        float value = Native.get(source, from + 4L * j);
        target.element().set(segment, to + j * target.column(), value);
      }
    }
  }
}
