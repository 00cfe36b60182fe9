package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;

/** Sums of rows of floats where they lie in memory; all of them are read side by side. */
public interface RowSums {
  /**
   * {@code sums[j] += sum over r of source[r][j]} for j below {@code columns}, in binary64 and
   * ascending r. Nothing is rounded otherwise than by additions one after another.
   *
   * @param source native memory
   * @param at where row 0 begins, in bytes
   * @param rowBytes from one row to the next, 0 or more
   * @throws IndexOutOfBoundsException if the rows do not lie in {@code source}
   */
  void add(MemorySegment source, long at, long rowBytes, int rows, int columns, double[] sums);
}
