package anabranch.cpu;

import anabranch.shape.DType;
import java.util.Arrays;

/**
 * A line's elements as whole numbers that are in the order wanted, ascending; equal ones stay in
 * order.
 */
final class Keys {
  private final DType dtype;
  private final boolean descending;
  private final long[] raw;
  private final long[] keys;

  Keys(int size, DType dtype, boolean descending) {
    this.dtype = dtype;
    this.descending = descending;
    this.raw = new long[size];
    this.keys = new long[size];
  }

  /** Takes a line's elements, from {@code at} on. */
  void load(Operand x, long at, long stride) {
    RawBlocks.INSTANCE.load(x.segment(), dtype, at, stride, raw, 0, raw.length);
    switch (dtype) {
      case F64, F32, F16, BF16 -> {
        double[] values = new double[raw.length];
        DoubleBlocks.INSTANCE.load(x.segment(), dtype, at, stride, values, 0, raw.length);
        for (int i = 0; i < raw.length; i++) {
          keys[i] = ordered(values[i]);
        }
      }
      case I64, I32, U8, BOOL ->
          LongBlocks.INSTANCE.load(x.segment(), dtype, at, stride, keys, 0, raw.length);
    }
    if (descending) {
      for (int i = 0; i < keys.length; i++) {
        keys[i] = ~keys[i];
      }
    }
  }

  /**
   * A whole number that orders as the real one does; both zeros alike, all NaNs alike and greatest.
   */
  private static long ordered(double value) {
    // adding 0 makes -0 a 0; the bits of a NaN, made canonical, are above infinity's
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
  }

  /** The bits of element {@code i}. */
  long raw(int i) {
    return raw[i];
  }

  /** The places of the elements in order. */
  int[] order() {
    int[] places = new int[keys.length];
    Arrays.setAll(places, i -> i);
    sort(places, places.length);
    return places;
  }

  /** The places of the first {@code k} in order, {@code k} being less than there are. */
  int[] first(int k) {
    if (k == 0) {
      return new int[0];
    }
    int[] candidates = new int[(int) Math.min(keys.length, Math.max(2L * k, 256))];
    int count = 0;
    long worst = Long.MAX_VALUE;
    boolean full = false;
    for (int i = 0; i < keys.length; i++) {
      if (full && keys[i] >= worst) {
        continue;
      }
      candidates[count++] = i;
      if (count == candidates.length) {
        sort(candidates, count);
        count = k;
        worst = keys[candidates[k - 1]];
        full = true;
      }
    }
    sort(candidates, count);
    return Arrays.copyOf(candidates, k);
  }

  /**
   * Sorts the first {@code count} places by their keys, stably: runs of doubling length are merged.
   */
  private void sort(int[] places, int count) {
    int[] from = places;
    int[] to = new int[count];
    for (long width = 1; width < count; width *= 2) {
      for (long start = 0; start < count; start += 2 * width) {
        int middle = (int) Math.min(start + width, count);
        int end = (int) Math.min(start + 2 * width, count);
        merge(from, (int) start, middle, end, to);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    if (from != places) {
      System.arraycopy(from, 0, places, 0, count);
    }
  }

  private void merge(int[] from, int start, int middle, int end, int[] to) {
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      boolean takeLeft = left < middle && (right == end || keys[from[left]] <= keys[from[right]]);
      to[at] = takeLeft ? from[left++] : from[right++];
    }
  }
}
