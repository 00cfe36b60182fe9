package anabranch.cpu;

import anabranch.op.Op;
import anabranch.spi.Workers;

/** Running sums; floating ones are kept in binary64. */
final class ScanLoops {
  private ScanLoops() {}

  static void cumsum(Workers workers, Op.Cumsum op, Operand out, Operand x) {
    if (x.dtype().isFloating()) {
      run(workers, DoubleBlocks.INSTANCE, ScanLoops::sums, op, out, x);
    } else {
      run(workers, LongBlocks.INSTANCE, ScanLoops::sums, op, out, x);
    }
  }

  private interface Sums<A> {
    /** Turns the first {@code count} elements into running sums that begin with {@code carry}'s. */
    void run(A x, int count, A carry);
  }

  private static void sums(double[] x, int count, double[] carry) {
    double sum = carry[0];
    for (int i = 0; i < count; i++) {
      sum += x[i];
      x[i] = sum;
    }
    carry[0] = sum;
  }

  private static void sums(long[] x, int count, long[] carry) {
    long sum = carry[0];
    for (int i = 0; i < count; i++) {
      sum += x[i];
      x[i] = sum;
    }
    carry[0] = sum;
  }

  private static <A> void run(
      Workers workers, Blocks<A> blocks, Sums<A> sums, Op.Cumsum op, Operand out, Operand x) {
    Lines lines = new Lines(op.dim(), x, out);
    long length = lines.length(x);
    long fromStride = lines.stride(x);
    long toStride = lines.stride(out);
    lines.run(
        workers,
        () -> {
          A block = blocks.make(Pointwise.size(length));
          return at -> {
            A carry = blocks.make(1);
            for (long i = 0; i < length; i += Blocks.SIZE) {
              int n = Pointwise.size(length - i);
              blocks.load(x.segment(), x.dtype(), at[0] + i * fromStride, fromStride, block, 0, n);
              sums.run(block, n, carry);
              blocks.store(block, 0, out.segment(), out.dtype(), at[1] + i * toStride, toStride, n);
            }
          };
        });
  }
}
