package anabranch.cpu;

import anabranch.op.Op;
import anabranch.spi.Workers;

/** Questions about elements, answered in BOOL. */
final class CompareLoops {
  private CompareLoops() {}

  static void test(Workers workers, Op.Test op, Operand out, Operand x) {
    switch (x.dtype()) {
      case F64 -> Pointwise.run(workers, DoubleBlocks.INSTANCE, DoubleOps.test(op), out, x);
      case F32, F16, BF16 ->
          Pointwise.run(workers, FloatBlocks.INSTANCE, FloatOps.test(op), out, x);
      case I64, I32, U8, BOOL ->
          Pointwise.run(workers, LongBlocks.INSTANCE, LongOps.test(op), out, x);
    }
  }

  static void compare(Workers workers, Op.Compare op, Operand out, Operand a, Operand b) {
    switch (a.dtype()) {
      case F64 -> Pointwise.run(workers, DoubleBlocks.INSTANCE, DoubleOps.compare(op), out, a, b);
      case F32, F16, BF16 ->
          Pointwise.run(workers, FloatBlocks.INSTANCE, FloatOps.compare(op), out, a, b);
      case I64, I32, U8, BOOL ->
          Pointwise.run(workers, LongBlocks.INSTANCE, LongOps.compare(op), out, a, b);
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
      Pointwise.Map2<A> map,
      Op.CompareScalar op,
      Operand out,
      Operand x) {
    Pointwise.Map1<A> bound = Pointwise.bind(blocks, map, op.scalar(), false, x);
    Pointwise.run(workers, blocks, bound, out, x);
  }
}
