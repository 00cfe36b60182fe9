package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thread's register tile: where its sums are before and after they are in registers.
 *
 * <p>A tile's sums pass through an array, and its operands are read by address, because its code
 * has to stay small: from about 10,000 virtual registers on the first compiler refuses it, and a
 * method that the first compiler refuses may never reach the second.
 */
final class Tile {
  private final float[] sums;
  private @Nullable MemorySegment row;

  /** A tile of up to {@code floats} sums. */
  Tile(int floats) {
    this.sums = new float[floats];
  }

  float[] sums() {
    return sums;
  }

  /** Lets the next tiles start from {@code row}, repeated, instead of what their target holds. */
  void startFrom(MemorySegment row) {
    this.row = row;
  }

  /** Lets the next tiles start from what their target holds. */
  void startFromTarget() {
    this.row = null;
  }

  boolean startsFromRow() {
    return row != null;
  }

  /** What it starts from. */
  MemorySegment row() {
    return Objects.requireNonNull(row);
  }
}
