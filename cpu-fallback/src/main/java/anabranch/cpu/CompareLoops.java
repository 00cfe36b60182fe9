package anabranch.cpu;

import anabranch.op.Op;
import anabranch.spi.Workers;

/** Questions about elements, answered in BOOL. */
final class CompareLoops {
  private CompareLoops() {}

  static void test(Workers workers, Op.Test op, Operand out, Operand x) {
    switch (x.dtype()) {
      case F64 -> Questions.run(workers, DoubleBlocks.INSTANCE, DoubleOps.test(op), out, x);
      case F32, F16, BF16 ->
          Questions.run(workers, FloatBlocks.INSTANCE, FloatOps.test(op), out, x);
      case I64, I32, U8, BOOL ->
          Questions.run(workers, LongBlocks.INSTANCE, LongOps.test(op), out, x);
    }
  }

  static void compare(Workers workers, Op.Compare op, Operand out, Operand a, Operand b) {
    switch (a.dtype()) {
      case F64 -> Questions.run(workers, DoubleBlocks.INSTANCE, DoubleOps.compare(op), out, a, b);
      case F32, F16, BF16 ->
          Questions.run(workers, FloatBlocks.INSTANCE, FloatOps.compare(op), out, a, b);
      case I64, I32, U8, BOOL ->
          Questions.run(workers, LongBlocks.INSTANCE, LongOps.compare(op), out, a, b);
    }
  }

  static void compareScalar(Workers workers, Op.CompareScalar op, Operand out, Operand x) {
    switch (x.dtype()) {
      case F64 -> bound(workers, DoubleBlocks.INSTANCE, DoubleOps.compare(op.op()), op, out, x);
      case F32, F16, BF16 ->
          bound(workers, FloatBlocks.INSTANCE, FloatOps.compare(op.op()), op, out, x);
      case I64, I32, U8, BOOL ->
          bound(workers, LongBlocks.INSTANCE, LongOps.compare(op.op()), op, out, x);
    }
  }

  private static <A> void bound(
      Workers workers,
      Blocks<A> blocks,
      Questions.Of2<A> question,
      Op.CompareScalar op,
      Operand out,
      Operand x) {
    A number = blocks.make(Pointwise.size(x.numel()));
    blocks.spread(op.scalar(), x.dtype(), number);
    Questions.run(workers, blocks, (a, o, n) -> question.apply(a, number, o, n), out, x);
  }
}
