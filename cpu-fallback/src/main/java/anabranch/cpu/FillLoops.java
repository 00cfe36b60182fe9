package anabranch.cpu;

import anabranch.op.Op;
import anabranch.spi.Workers;
import java.lang.foreign.MemorySegment;

/** Constants and sequences. */
final class FillLoops {
  private FillLoops() {}

  static void fill(Workers workers, Op.Fill op, Operand out) {
    RawBlocks raw = RawBlocks.INSTANCE;
    long[] value = raw.make(Pointwise.size(out.numel()));
    raw.spread(op.value(), out.dtype(), value);
    MemorySegment bytes = MemorySegment.ofArray(new long[value.length]);
    raw.store(value, 0, bytes, out.dtype(), 0, 1, value.length);
    Walk to = Walk.of(out.layout(), Order.of(out.layout()));
    int size = out.dtype().byteSize();
    Slices.run(
        workers,
        out.numel(),
        1,
        (start, count) -> {
          Cursor target = new Cursor(out, to, start);
          long left = count;
          while (left > 0) {
            int n = (int) Math.min(Pointwise.size(left), target.run());
            if (target.stride() == 1) {
              MemorySegment.copy(
                  bytes, 0, out.segment(), size * target.position(), (long) size * n);
            } else {
              raw.store(
                  value, 0, out.segment(), out.dtype(), target.position(), target.stride(), n);
            }
            target.advance(n);
            left -= n;
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
