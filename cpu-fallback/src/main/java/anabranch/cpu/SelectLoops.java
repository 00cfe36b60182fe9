package anabranch.cpu;

import anabranch.op.Op;
import anabranch.spi.Workers;

/**
 * Choices made by truth values; the chosen bits are moved as they are, without branches: a truth
 * value is 0 or 1, so its negative is a mask.
 */
final class SelectLoops {
  private SelectLoops() {}

  static void where(Workers workers, Operand out, Operand condition, Operand a, Operand b) {
    int[] order = Order.of(out.layout());
    Walk to = Walk.of(out.layout(), order);
    Walk fromCondition = Walk.of(condition.layout(), order);
    Walk fromA = Walk.of(a.layout(), order);
    Walk fromB = Walk.of(b.layout(), order);
    RawBlocks raw = RawBlocks.INSTANCE;
    Slices.run(
        workers,
        out.numel(),
        1,
        (start, count) -> {
          Cursor conditions = new Cursor(condition, fromCondition, start);
          Cursor sourceA = new Cursor(a, fromA, start);
          Cursor sourceB = new Cursor(b, fromB, start);
          Cursor target = new Cursor(out, to, start);
          int size = Pointwise.size(count);
          long[] holds = raw.make(size);
          long[] ifTrue = raw.make(size);
          long[] ifFalse = raw.make(size);
          for (long left = count; left > 0; left -= Blocks.SIZE) {
            int n = Pointwise.size(left);
            conditions.read(raw, holds, n);
            sourceA.read(raw, ifTrue, n);
            sourceB.read(raw, ifFalse, n);
            for (int i = 0; i < n; i++) {
              ifFalse[i] ^= (ifTrue[i] ^ ifFalse[i]) & -holds[i];
            }
            target.write(raw, ifFalse, n);
          }
        });
  }

  static void maskedFill(Workers workers, Op.MaskedFill op, Operand out, Operand x, Operand mask) {
    int[] order = Order.of(out.layout());
    Walk to = Walk.of(out.layout(), order);
    Walk from = Walk.of(x.layout(), order);
    Walk fromMask = Walk.of(mask.layout(), order);
    long value = RawBlocks.bits(op.value(), x.dtype());
    RawBlocks raw = RawBlocks.INSTANCE;
    Slices.run(
        workers,
        out.numel(),
        1,
        (start, count) -> {
          Cursor source = new Cursor(x, from, start);
          Cursor masks = new Cursor(mask, fromMask, start);
          Cursor target = new Cursor(out, to, start);
          long[] holds = raw.make(Pointwise.size(count));
          long[] values = raw.make(Pointwise.size(count));
          for (long left = count; left > 0; left -= Blocks.SIZE) {
            int n = Pointwise.size(left);
            masks.read(raw, holds, n);
            source.read(raw, values, n);
            for (int i = 0; i < n; i++) {
              values[i] ^= (value ^ values[i]) & -holds[i];
            }
            target.write(raw, values, n);
          }
        });
  }
}
