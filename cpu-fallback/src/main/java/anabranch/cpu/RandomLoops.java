package anabranch.cpu;

import anabranch.op.Op;
import anabranch.op.Philox;
import anabranch.shape.DType;
import anabranch.spi.Workers;

/** Random numbers; each element draws by its own index. */
final class RandomLoops {
  private RandomLoops() {}

  static void random(Workers workers, Op.Random op, Operand out) {
    Walk to = Walk.of(out.layout());
    boolean whole = !out.dtype().isFloating();
    Slices.run(
        workers,
        out.numel(),
        4,
        (start, count) -> {
          Cursor target = new Cursor(out, to, start);
          for (long done = 0; done < count; done += Blocks.SIZE) {
            int n = Pointwise.size(count - done);
            if (whole) {
              target.write(LongBlocks.INSTANCE, wholes(op, start + done, n), n);
            } else {
              target.write(DoubleBlocks.INSTANCE, reals(op, out.dtype(), start + done, n), n);
            }
          }
        });
  }

  private static double[] reals(Op.Random op, DType dtype, long from, int count) {
    return switch (op.distribution()) {
      case UNIFORM -> uniform(op, dtype, from, count);
      case NORMAL -> normal(op, from, count);
      case BERNOULLI -> toReal(bernoulli(op, from, count));
      case INTEGERS -> toReal(integers(op, from, count));
    };
  }

  private static long[] wholes(Op.Random op, long from, int count) {
    return switch (op.distribution()) {
      case BERNOULLI -> bernoulli(op, from, count);
      case INTEGERS -> integers(op, from, count);
      case UNIFORM, NORMAL ->
          throw new IllegalArgumentException(op.distribution() + " draws floating types");
    };
  }

  private static double[] toReal(long[] values) {
    double[] real = new double[values.length];
    for (int i = 0; i < real.length; i++) {
      real[i] = values[i];
    }
    return real;
  }

  private static double[] uniform(Op.Random op, DType dtype, long from, int count) {
    int[] words = new int[4];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      int word = single(op.key(), from + i, i == 0, words);
      double drawn = op.a() + (op.b() - op.a()) * Philox.uniform(word, dtype);
      double rounded = Rounding.to(dtype, drawn);
      values[i] = rounded < op.b() ? rounded : op.a();
    }
    return values;
  }

  private static long[] bernoulli(Op.Random op, long from, int count) {
    int[] words = new int[4];
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = Philox.uniform(single(op.key(), from + i, i == 0, words)) < op.a() ? 1 : 0;
    }
    return values;
  }

  private static double[] normal(Op.Random op, long from, int count) {
    int[] words = new int[4];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      int at = pair(op.key(), from + i, i == 0, words);
      values[i] = op.a() + op.b() * Philox.normal(words[at], words[at + 1]);
    }
    return values;
  }

  private static long[] integers(Op.Random op, long from, int count) {
    int[] words = new int[4];
    long[] values = new long[count];
    long low = (long) op.a();
    long range = (long) op.b() - low;
    for (int i = 0; i < count; i++) {
      int at = pair(op.key(), from + i, i == 0, words);
      values[i] = low + Philox.below(words[at], words[at + 1], range);
    }
    return values;
  }

  /** The word of an element that draws one; {@code words} holds its block afterwards. */
  private static int single(long key, long element, boolean first, int[] words) {
    int at = (int) (element & 3);
    if (first || at == 0) {
      Philox.block(key, element >>> 2, words);
    }
    return words[at];
  }

  /** The place in {@code words} of the first word of an element that draws two. */
  private static int pair(long key, long element, boolean first, int[] words) {
    int at = (int) (element & 1) * 2;
    if (first || at == 0) {
      Philox.block(key, element >>> 1, words);
    }
    return at;
  }
}
