package anabranch.cuda.launch;

import org.jspecify.annotations.Nullable;

/**
 * A copy whose output has one dimension side by side and whose input has another, made tile by
 * tile; see copy.cu.
 *
 * @param rows the size of the dimension that the input has side by side
 * @param columns the size of the dimension that the output has side by side
 * @param inStep from one column of the input to the next
 * @param outStep from one row of the output to the next
 * @param planes the other dimensions
 * @param count how many planes there are
 */
record Transposition(
    long rows, long columns, long inStep, long outStep, Strided planes, long count) {
  private static final int TILE = 32;

  /** Below this a tile is too empty to be worth it. */
  private static final int LEAST = 8;

  /**
   * The copy to the first operand of {@code at} from its second as a transposition, if it is one.
   */
  static @Nullable Transposition of(Strided at) {
    long[] sizes = at.sizes();
    long[] out = at.strides()[0];
    long[] in = at.strides()[1];
    if (sizes.length < 2 || out[0] != 1 || in[0] == 1 || sizes[0] < LEAST) {
      return null;
    }
    for (int d = 1; d < sizes.length; d++) {
      if (in[d] == 1 && sizes[d] >= LEAST) {
        Strided planes = without(at, d);
        return new Transposition(sizes[d], sizes[0], in[0], out[d], planes, product(planes));
      }
    }
    return null;
  }

  /** Without dimension 0 and {@code dim}. */
  private static Strided without(Strided at, int dim) {
    long[][] strides = new long[at.strides().length][];
    for (int k = 0; k < strides.length; k++) {
      strides[k] = without(at.strides()[k], dim);
    }
    return new Strided(without(at.sizes(), dim), strides, at.wide());
  }

  private static long[] without(long[] values, int dim) {
    long[] kept = new long[values.length - 2];
    for (int d = 1, to = 0; d < values.length; d++) {
      if (d != dim) {
        kept[to++] = values[d];
      }
    }
    return kept;
  }

  private static long product(Strided planes) {
    long product = 1;
    for (long size : planes.sizes()) {
      product *= size;
    }
    return product;
  }

  /** Passes what describes the copy, and launches a block per tile. */
  void launch(Launcher arguments) {
    long tiles = Math.ceilDiv(rows, TILE) * Math.ceilDiv(columns, TILE);
    arguments.i64(rows).i64(columns).i64(inStep).i64(outStep).strided(planes);
    arguments.launch(tiles * count, Launcher.THREADS);
  }
}
