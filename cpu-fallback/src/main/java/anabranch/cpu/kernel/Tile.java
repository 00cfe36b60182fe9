package anabranch.cpu.kernel;

/**
 * One thread's register tile: where its sums are before and after they are in registers.
 *
 * <p>A tile's sums pass through an array, and its operands are read by address, because its code
 * has to stay small: from about 10,000 virtual registers on the first compiler refuses it, and a
 * method that the first compiler refuses may never reach the second.
 */
final class Tile {
  private final float[] sums;

  /** A tile of up to {@code floats} sums. */
  Tile(int floats) {
    this.sums = new float[floats];
  }

  /** Row after row, a panel each. */
  float[] sums() {
    return sums;
  }
}
