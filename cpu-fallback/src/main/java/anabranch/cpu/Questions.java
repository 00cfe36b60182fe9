package anabranch.cpu;

import anabranch.spi.Workers;

/** Runs a computation with truth values for results over whole operands, block by block. */
final class Questions {
  private Questions() {}

  /** out[i] = 1 if it holds of a[i], else 0, for the first {@code count}. */
  interface Of1<A> {
    void apply(A a, byte[] out, int count);
  }

  /** out[i] = 1 if it holds of a[i] and b[i], else 0, for the first {@code count}. */
  interface Of2<A> {
    void apply(A a, A b, byte[] out, int count);
  }

  static <A> void run(Workers workers, Blocks<A> blocks, Of1<A> question, Operand out, Operand in) {
    int[] order = Order.of(out.layout());
    Walk to = Walk.of(out.layout(), order);
    Walk from = Walk.of(in.layout(), order);
    Slices.run(
        workers,
        out.numel(),
        1,
        (start, count) -> {
          Cursor source = new Cursor(in, from, start);
          Cursor target = new Cursor(out, to, start);
          A x = blocks.make(Pointwise.size(count));
          byte[] answers = new byte[Pointwise.size(count)];
          for (long left = count; left > 0; left -= Blocks.SIZE) {
            int n = Pointwise.size(left);
            source.read(blocks, x, n);
            question.apply(x, answers, n);
            target.write(answers, n);
          }
        });
  }

  static <A> void run(
      Workers workers,
      Blocks<A> blocks,
      Of2<A> question,
      Operand out,
      Operand first,
      Operand second) {
    int[] order = Order.of(out.layout());
    Walk to = Walk.of(out.layout(), order);
    Walk fromA = Walk.of(first.layout(), order);
    Walk fromB = Walk.of(second.layout(), order);
    Slices.run(
        workers,
        out.numel(),
        1,
        (start, count) -> {
          Cursor sourceA = new Cursor(first, fromA, start);
          Cursor sourceB = new Cursor(second, fromB, start);
          Cursor target = new Cursor(out, to, start);
          A a = blocks.make(Pointwise.size(count));
          A b = blocks.make(Pointwise.size(count));
          byte[] answers = new byte[Pointwise.size(count)];
          for (long left = count; left > 0; left -= Blocks.SIZE) {
            int n = Pointwise.size(left);
            sourceA.read(blocks, a, n);
            sourceB.read(blocks, b, n);
            question.apply(a, b, answers, n);
            target.write(answers, n);
          }
        });
  }
}
