package anabranch.cpu;

import anabranch.op.Op;
import anabranch.spi.Workers;

/** Constants and sequences. */
final class FillLoops {
  private FillLoops() {}

  static void fill(Workers workers, Op.Fill op, Operand out) {
    RawBlocks raw = RawBlocks.INSTANCE;
    long[] value = raw.make(Pointwise.size(out.numel()));
    raw.spread(op.value(), out.dtype(), value);
    Walk to = Walk.of(out.layout(), Order.of(out.layout()));
    Slices.run(
        workers,
        out.numel(),
        1,
        (start, count) -> {
          Cursor target = new Cursor(out, to, start);
          for (long left = count; left > 0; left -= Blocks.SIZE) {
            target.write(raw, value, Pointwise.size(left));
          }
        });
  }

  static void arange(Workers workers, Op.Arange op, Operand out) {
    Walk to = Walk.of(out.layout());
    boolean floating = out.dtype().isFloating();
    Slices.run(
        workers,
        out.numel(),
        1,
        (start, count) -> {
          Cursor target = new Cursor(out, to, start);
          for (long done = 0; done < count; done += Blocks.SIZE) {
            int n = Pointwise.size(count - done);
            if (floating) {
              target.write(DoubleBlocks.INSTANCE, reals(op, start + done, n), n);
            } else {
              target.write(LongBlocks.INSTANCE, wholes(op, start + done, n), n);
            }
          }
        });
  }

  private static double[] reals(Op.Arange op, long from, int count) {
    double first = op.start().real();
    double step = op.step().real();
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = first + (from + i) * step;
    }
    return values;
  }

  private static long[] wholes(Op.Arange op, long from, int count) {
    long first = op.start().integral();
    long step = op.step().integral();
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = first + (from + i) * step;
    }
    return values;
  }
}
