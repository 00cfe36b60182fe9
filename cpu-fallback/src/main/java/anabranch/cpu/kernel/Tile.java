package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thread's register tile: where its sums are before and after they are in registers, and what
 * it reads ahead of its turn, so that memory's latency is spent while the tile computes.
 *
 * <p>A tile's sums pass through an array, and its operands are read by address, because its code
 * has to stay small: from about 10,000 virtual registers on the first compiler refuses it, and a
 * method that the first compiler refuses may never reach the second.
 */
final class Tile {
  private static final int LEAST_STEP = 4;

  private final float[] sums;
  private @Nullable MemorySegment row;
  private MemorySegment ahead = MemorySegment.NULL;
  private long aheadAt;
  private long aheadStep;

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

  /** Lets the next tile read {@code step} bytes apart, once for each of its depth. */
  void readAhead(MemorySegment segment, long at, long step) {
    this.ahead = segment;
    this.aheadAt = at;
    this.aheadStep = step;
  }

  /** Where it reads ahead, for {@code depth} rows; only if it does. */
  long ahead(int depth) {
    return Native.address(ahead, aheadAt, aheadStep * (depth - 1) + Float.BYTES);
  }

  /** How far apart it reads, in bytes; 0 if it does not. */
  long aheadStep() {
    return aheadStep;
  }

  /**
   * Lets tile {@code index} of {@code count} that a panel is multiplied by read its part of another
   * panel, {@code rows} rows of {@code rowBytes} at {@code at}.
   */
  void readAhead(MemorySegment segment, long at, long rowBytes, int rows, int index, int count) {
    long step = Math.max(LEAST_STEP, rowBytes / count / LEAST_STEP * LEAST_STEP);
    long part = step * rows;
    boolean whole = part * (index + 1) <= rowBytes * rows;
    readAhead(segment, whole ? at + part * index : at, whole ? step : 0);
  }
}
