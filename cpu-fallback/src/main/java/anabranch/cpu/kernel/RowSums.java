package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.Native.ADDRESS;
import static anabranch.cpu.kernel.Native.MEMORY;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Sums of rows of floats where they lie in memory. */
public final class RowSums {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private RowSums() {}

  /**
   * {@code sums[j] += sum over r of source[r][j]} for j below {@code columns}, in binary64 and
   * ascending r. Rows are read four side by side: memory then has more to fetch at a time, and the
   * sums are loaded and stored once for all of them.
   *
   * @param source native memory, which stays open meanwhile
   * @param at where row 0 begins, in bytes
   * @param rowBytes from one row to the next
   * @throws IllegalStateException if {@code source} is closed
   * @throws IndexOutOfBoundsException if the rows do not lie in {@code source}
   */
  public static void add(
      MemorySegment source, long at, long rowBytes, int rows, int columns, double[] sums) {
    if (rows == 0 || columns == 0) {
      return;
    }
    if (!source.scope().isAlive()) {
      throw new IllegalStateException("the memory of " + rows + " rows to add is closed");
    }
    long row = Native.addressOfRows(source, at, rowBytes, rows, 4L * columns);
    int r = 0;
    for (; r <= rows - 4; r += 4) {
      four(row, row + rowBytes, row + 2 * rowBytes, row + 3 * rowBytes, columns, sums);
      row += 4 * rowBytes;
    }
    for (; r < rows; r++) {
      one(row, columns, sums);
      row += rowBytes;
    }
  }

  private static void four(long a, long b, long c, long d, int columns, double[] sums) {
    long row0 = a & ADDRESS;
    long row1 = b & ADDRESS;
    long row2 = c & ADDRESS;
    long row3 = d & ADDRESS;
    for (int j = 0; j < columns; j++) {
      long at = 4L * j;
      double sum = sums[j] + MEMORY.get(FLOAT, row0 + at);
      sum += MEMORY.get(FLOAT, row1 + at);
      sum += MEMORY.get(FLOAT, row2 + at);
      sums[j] = sum + MEMORY.get(FLOAT, row3 + at);
    }
  }

  private static void one(long a, int columns, double[] sums) {
    long row = a & ADDRESS;
    for (int j = 0; j < columns; j++) {
      sums[j] += MEMORY.get(FLOAT, row + 4L * j);
    }
  }
}
