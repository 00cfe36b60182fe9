package anabranch.cpu;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.ShapeException;
import anabranch.spi.Workers;
import java.util.stream.IntStream;

/** Sorting lines, and the first of their order. */
final class SortLoops {
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private SortLoops() {}

  static void sort(Workers workers, Op.Sort op, Operand values, Operand indices, Operand x) {
    Lines lines = new Lines(op.dim(), x, values, indices);
    run(workers, op, lines, op.descending(), lines.length(x), values, indices, x);
  }

  static void topK(Workers workers, Op.TopK op, Operand values, Operand indices, Operand x) {
    Lines lines = new Lines(op.dim(), x, values, indices);
    run(workers, op, lines, op.largest(), op.k(), values, indices, x);
  }

  private static void run(
      Workers workers,
      Op op,
      Lines lines,
      boolean descending,
      long kept,
      Operand values,
      Operand indices,
      Operand x) {
    long length = lines.length(x);
    if (length > LONGEST) {
      throw new ShapeException(
          "%s: the CPU backend orders at most %,d elements, got %,d"
              .formatted(op.opName(), LONGEST, length));
    }
    if (kept == 0) {
      return;
    }
    int n = (int) length;
    lines.run(
        workers,
        () -> {
          Keys keys = new Keys(n, x.dtype(), descending);
          return at -> {
            keys.load(x, at[0], lines.stride(x));
            int[] order = kept < n ? keys.first((int) kept) : keys.order();
            write(order, keys, lines, values, indices, at);
          };
        });
  }

  private static void write(
      int[] order, Keys keys, Lines lines, Operand values, Operand indices, long[] at) {
    int n = order.length;
    long[] sorted = IntStream.of(order).mapToLong(keys::raw).toArray();
    long[] places = IntStream.of(order).asLongStream().toArray();
    RawBlocks.INSTANCE.store(
        sorted, 0, values.segment(), values.dtype(), at[1], lines.stride(values), n);
    LongBlocks.INSTANCE.store(
        places, 0, indices.segment(), DType.I64, at[2], lines.stride(indices), n);
  }
}
