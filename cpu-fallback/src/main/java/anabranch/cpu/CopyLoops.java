package anabranch.cpu;

import anabranch.spi.Workers;

/** Copies between any two layouts and types. */
final class CopyLoops {
  private CopyLoops() {}

  static void copy(Workers workers, Operand out, Operand in) {
    if (out.dtype() == in.dtype()) {
      move(workers, out, in);
      return;
    }
    switch (in.dtype()) {
      case F64 -> Pointwise.run(workers, DoubleBlocks.INSTANCE, (a, o, n) -> {}, out, in);
      case F32, F16, BF16 -> Pointwise.run(workers, FloatBlocks.INSTANCE, (a, o, n) -> {}, out, in);
      case I64, I32, U8, BOOL ->
          Pointwise.run(workers, LongBlocks.INSTANCE, (a, o, n) -> {}, out, in);
    }
  }

  private static void move(Workers workers, Operand out, Operand in) {
    Transposition transposition = Transposition.of(out, in);
    if (transposition != null) {
      transposition.run(workers);
      return;
    }
    int[] order = Order.of(out.layout());
    Walk to = Walk.of(out.layout(), order);
    Walk from = Walk.of(in.layout(), order);
    Slices.run(
        workers,
        out.numel(),
        1,
        (start, count) ->
            Moves.run(
                new Cursor(out, to, start),
                new Cursor(in, from, start),
                count,
                out.dtype().byteSize()));
  }
}
