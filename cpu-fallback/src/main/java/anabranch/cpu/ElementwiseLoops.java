package anabranch.cpu;

import anabranch.cpu.kernel.FloatMath;
import anabranch.op.Op;
import anabranch.op.Scalar;
import anabranch.shape.DType;
import anabranch.spi.Workers;
import org.jspecify.annotations.Nullable;

/** Arithmetic element by element. */
final class ElementwiseLoops {
  private ElementwiseLoops() {}

  static void unary(Workers workers, FloatMath math, Op.Unary op, Operand out, Operand x) {
    switch (x.dtype()) {
      case F64 -> Pointwise.run(workers, DoubleBlocks.INSTANCE, DoubleOps.unary(op), out, x);
      case F32, F16, BF16 ->
          Pointwise.run(workers, FloatBlocks.INSTANCE, FloatOps.unary(op, math), out, x);
      case I64, I32, U8, BOOL ->
          Pointwise.run(workers, LongBlocks.INSTANCE, LongOps.unary(op, x.dtype()), out, x);
    }
  }

  static void binary(Workers workers, Op.Binary op, Operand out, Operand a, Operand b) {
    switch (a.dtype()) {
      case F64 -> Pointwise.run(workers, DoubleBlocks.INSTANCE, DoubleOps.binary(op), out, a, b);
      case F32, F16, BF16 ->
          Pointwise.run(workers, FloatBlocks.INSTANCE, FloatOps.binary(op), out, a, b);
      case I64, I32, U8, BOOL ->
          Pointwise.run(workers, LongBlocks.INSTANCE, LongOps.binary(op), out, a, b);
    }
  }

  static void binaryScalar(Workers workers, Op.BinaryScalar op, Operand out, Operand x) {
    switch (x.dtype()) {
      case F64 -> bound(workers, DoubleBlocks.INSTANCE, DoubleOps.binary(op.op()), op, out, x);
      case F32, F16, BF16 ->
          bound(workers, FloatBlocks.INSTANCE, FloatOps.binary(op.op()), op, out, x);
      case I64, I32, U8, BOOL ->
          bound(workers, LongBlocks.INSTANCE, LongOps.binary(op.op()), op, out, x);
    }
  }

  private static <A> void bound(
      Workers workers,
      Blocks<A> blocks,
      Pointwise.Map2<A> map,
      Op.BinaryScalar op,
      Operand out,
      Operand x) {
    Pointwise.Map1<A> bound = Pointwise.bind(blocks, map, op.scalar(), op.scalarFirst(), x);
    Pointwise.run(workers, blocks, bound, out, x);
  }

  static void addScaled(Workers workers, Op.AddScaled op, Operand out, Operand a, Operand b) {
    Scalar alpha = op.alpha();
    switch (a.dtype()) {
      case F64 ->
          Pointwise.run(
              workers, DoubleBlocks.INSTANCE, DoubleOps.addScaled(alpha.real()), out, a, b);
      case F32, F16, BF16 ->
          Pointwise.run(
              workers, FloatBlocks.INSTANCE, FloatOps.addScaled((float) alpha.real()), out, a, b);
      case I64, I32, U8, BOOL ->
          Pointwise.run(
              workers, LongBlocks.INSTANCE, LongOps.addScaled(alpha.integral()), out, a, b);
    }
  }

  static void clamp(Workers workers, Op.Clamp op, Operand out, Operand x) {
    DType dtype = x.dtype();
    switch (dtype) {
      case F64 -> {
        double low = real(op.low(), dtype, Double.NEGATIVE_INFINITY);
        double high = real(op.high(), dtype, Double.POSITIVE_INFINITY);
        Pointwise.run(workers, DoubleBlocks.INSTANCE, DoubleOps.clamp(low, high), out, x);
      }
      case F32, F16, BF16 -> {
        float low = (float) real(op.low(), dtype, Double.NEGATIVE_INFINITY);
        float high = (float) real(op.high(), dtype, Double.POSITIVE_INFINITY);
        Pointwise.run(workers, FloatBlocks.INSTANCE, FloatOps.clamp(low, high), out, x);
      }
      case I64, I32, U8, BOOL -> {
        long low = whole(op.low(), dtype, Long.MIN_VALUE);
        long high = whole(op.high(), dtype, Long.MAX_VALUE);
        Pointwise.run(workers, LongBlocks.INSTANCE, LongOps.clamp(low, high), out, x);
      }
    }
  }

  private static double real(@Nullable Scalar bound, DType dtype, double none) {
    return bound == null ? none : Rounding.real(dtype, bound);
  }

  private static long whole(@Nullable Scalar bound, DType dtype, long none) {
    return bound == null ? none : Rounding.whole(dtype, bound);
  }
}
