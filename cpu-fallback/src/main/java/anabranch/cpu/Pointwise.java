package anabranch.cpu;

import anabranch.op.Scalar;
import anabranch.shape.DType;
import anabranch.spi.Workers;

/** Runs a computation on arrays over whole operands, block by block. */
final class Pointwise {
  private Pointwise() {}

  /** out[i] = f(a[i]) for the first {@code count}; {@code out} may be {@code a}. */
  interface Map1<A> {
    void apply(A a, A out, int count);
  }

  /**
   * out[i] = f(a[i], b[i]) for the first {@code count}; {@code out} may be {@code a} or {@code b}.
   */
  interface Map2<A> {
    void apply(A a, A b, A out, int count);
  }

  static <A> void run(Workers workers, Blocks<A> blocks, Map1<A> map, Operand out, Operand in) {
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
          A x = blocks.make(size(count));
          for (long left = count; left > 0; left -= Blocks.SIZE) {
            int n = size(left);
            source.read(blocks, x, n);
            map.apply(x, x, n);
            target.write(blocks, x, n);
          }
        });
  }

  static <A> void run(
      Workers workers, Blocks<A> blocks, Map2<A> map, Operand out, Operand first, Operand second) {
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
          A a = blocks.make(size(count));
          A b = blocks.make(size(count));
          for (long left = count; left > 0; left -= Blocks.SIZE) {
            int n = size(left);
            sourceA.read(blocks, a, n);
            sourceB.read(blocks, b, n);
            map.apply(a, b, a, n);
            target.write(blocks, a, n);
          }
        });
  }

  /** {@code map} with a number for one operand, read in the type of {@code in}. */
  static <A> Map1<A> bind(
      Blocks<A> blocks, Map2<A> map, Scalar scalar, boolean scalarFirst, Operand in) {
    DType dtype = in.dtype();
    A number = blocks.make(size(in.numel()));
    blocks.spread(scalar, dtype, number);
    return scalarFirst
        ? (a, out, n) -> map.apply(number, a, out, n)
        : (a, out, n) -> map.apply(a, number, out, n);
  }

  static int size(long left) {
    return (int) Math.min(left, Blocks.SIZE);
  }
}
