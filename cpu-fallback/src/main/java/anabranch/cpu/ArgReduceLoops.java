package anabranch.cpu;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.ShapeException;
import anabranch.spi.Workers;

/** The greatest or least element of each line, and where it is. */
final class ArgReduceLoops {
  private ArgReduceLoops() {}

  static void argReduce(
      Workers workers, Op.ArgReduce op, Operand values, Operand indices, Operand x) {
    Lines lines = new Lines(op.dim(), x, values, indices);
    if (lines.length(x) == 0 && values.numel() > 0) {
      throw new ShapeException(
          "%s: nothing to choose from along dimension %d of shape %s"
              .formatted(op.opName(), op.dim(), x.layout().shape()));
    }
    boolean greatest = op.greatest();
    if (x.dtype().isFloating()) {
      run(
          workers,
          DoubleBlocks.INSTANCE,
          (block, n, best) -> better(block, n, best, greatest),
          lines,
          values,
          indices,
          x);
    } else {
      run(
          workers,
          LongBlocks.INSTANCE,
          (block, n, best) -> better(block, n, best, greatest),
          lines,
          values,
          indices,
          x);
    }
  }

  private interface Search<A> {
    /**
     * The place of the first element that beats {@code best[0]}, which it replaces, and all later;
     * or -1.
     */
    int find(A block, int count, A best);
  }

  private static int better(double[] block, int count, double[] best, boolean greatest) {
    double most = best[0];
    int at = -1;
    for (int i = 0; i < count && !Double.isNaN(most); i++) {
      double value = block[i];
      if (Double.isNaN(value) || (greatest ? value > most : value < most)) {
        most = value;
        at = i;
      }
    }
    best[0] = most;
    return at;
  }

  private static int better(long[] block, int count, long[] best, boolean greatest) {
    long most = best[0];
    int at = -1;
    for (int i = 0; i < count; i++) {
      if (greatest ? block[i] > most : block[i] < most) {
        most = block[i];
        at = i;
      }
    }
    best[0] = most;
    return at;
  }

  private static <A> void run(
      Workers workers,
      Blocks<A> blocks,
      Search<A> search,
      Lines lines,
      Operand values,
      Operand indices,
      Operand x) {
    long length = lines.length(x);
    long stride = lines.stride(x);
    lines.run(
        workers,
        () -> {
          A block = blocks.make(Pointwise.size(length));
          A best = blocks.make(1);
          long[] index = new long[1];
          return at -> {
            blocks.load(x.segment(), x.dtype(), at[0], stride, best, 0, 1);
            index[0] = 0;
            for (long i = 0; i < length; i += Blocks.SIZE) {
              int n = Pointwise.size(length - i);
              blocks.load(x.segment(), x.dtype(), at[0] + i * stride, stride, block, 0, n);
              int found = search.find(block, n, best);
              index[0] = found < 0 ? index[0] : i + found;
            }
            blocks.store(best, 0, values.segment(), values.dtype(), at[1], 1, 1);
            LongBlocks.INSTANCE.store(index, 0, indices.segment(), DType.I64, at[2], 1, 1);
          };
        });
  }
}
