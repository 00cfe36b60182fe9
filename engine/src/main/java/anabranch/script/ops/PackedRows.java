package anabranch.script.ops;

import anabranch.Tensor;
import java.util.Arrays;

/** Where the rows of packed sequences are: how many sequences each step has, and its first row. */
final class PackedRows {
  /** What a step costs on the heap, the tensors made of its rows included. */
  static final long STEP = 256;

  private final int[] sizes;
  private final long[] starts;

  private PackedRows(int[] sizes, long[] starts) {
    this.sizes = sizes;
    this.starts = starts;
  }

  /** As an operation's first arguments say: the rows, and the steps' sizes. */
  static PackedRows of(Args a) {
    Tensor data = a.tensor(0);
    a.host().charge(Args.product(a.tensor(1).numel(), STEP));
    long[] wide = a.tensor(1).toLongArray();
    long[] starts = new long[wide.length];
    long rows = 0;
    for (int i = 0; i < wide.length; i++) {
      if (wide[i] <= 0 || wide[i] > (i == 0 ? data.size(0) : wide[i - 1])) {
        throw new ScriptError(
            "packed sequences: batch sizes are positive and do not grow, got "
                + Arrays.toString(wide));
      }
      starts[i] = rows;
      rows += wide[i];
    }
    if (wide.length == 0 || rows != data.size(0)) {
      throw new ScriptError(
          "packed sequences: %d rows, but batch sizes of %d".formatted(data.size(0), rows));
    }
    return new PackedRows(Arrays.stream(wide).mapToInt(Math::toIntExact).toArray(), starts);
  }

  int steps() {
    return sizes.length;
  }

  int sequences() {
    return sizes[0];
  }

  /** How many sequences step {@code i} has; none beyond the last. */
  int size(int i) {
    return i < sizes.length ? sizes[i] : 0;
  }

  /** The rows of step {@code i} that are of {@code n} sequences from {@code from} on. */
  Tensor at(Tensor data, int i, long from, long n) {
    return data.narrow(0, starts[i] + from, n);
  }

  /** The sequences' lengths. */
  long[] lengths() {
    long[] lengths = new long[sequences()];
    for (int size : sizes) {
      for (int b = 0; b < size; b++) {
        lengths[b]++;
      }
    }
    return lengths;
  }
}
