package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** {@link RowSums} by plain loops. */
final class ScalarRows implements RowSums {
  @Override
  public void add(
      MemorySegment source, long at, long rowBytes, int rows, int columns, double[] sums) {
    if (rows <= 0 || columns <= 0) {
      return;
    }
    Objects.checkFromIndexSize(at, rowBytes * (rows - 1) + 4L * columns, source.byteSize());
    for (int r = 0; r < rows; r++) {
      long row = at + r * rowBytes;
      for (int j = 0; j < columns; j++) {
        sums[j] += Native.get(source, row + 4L * j);
      }
    }
  }
}
