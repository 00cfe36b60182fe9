package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.Lanes.LANES;
import static anabranch.cpu.kernel.Lanes.ORDER;
import static anabranch.cpu.kernel.Lanes.SPECIES;
import static anabranch.cpu.kernel.MathConstants.EXP_2;
import static anabranch.cpu.kernel.MathConstants.EXP_3;
import static anabranch.cpu.kernel.MathConstants.EXP_4;
import static anabranch.cpu.kernel.MathConstants.EXP_5;
import static anabranch.cpu.kernel.MathConstants.EXP_6;
import static anabranch.cpu.kernel.MathConstants.EXP_LEAST;
import static anabranch.cpu.kernel.MathConstants.LN2_HIGH;
import static anabranch.cpu.kernel.MathConstants.LN2_LOW;
import static anabranch.cpu.kernel.MathConstants.LOG2_E;
import static anabranch.cpu.kernel.MathConstants.ROUND;
import static anabranch.cpu.kernel.MathConstants.ROUND_BITS;
import static anabranch.cpu.kernel.MathConstants.TANH_LIMIT;
import static anabranch.cpu.kernel.Native.ADDRESS;
import static anabranch.cpu.kernel.Native.MEMORY;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The LSTM's cell by the Vector API, in two passes: {@link FloatKernels#lstmGates} and {@link
 * FloatKernels#lstmState}. Functions stand here written out, as {@link VectorMath} has them: the
 * compiler inlines the Vector API's methods whatever the size, ours only up to a point, past which
 * vectors go through the heap.
 */
final class LstmCell {
  private LstmCell() {}

  /** Replaces {@code count} values by their sigmoid. */
  static void sigmoid(long address, int count) {
    long values = address & ADDRESS;
    FloatVector log2e = FloatVector.broadcast(SPECIES, LOG2_E);
    FloatVector round = FloatVector.broadcast(SPECIES, ROUND);
    FloatVector high = FloatVector.broadcast(SPECIES, -LN2_HIGH);
    FloatVector low = FloatVector.broadcast(SPECIES, -LN2_LOW);
    FloatVector e6 = FloatVector.broadcast(SPECIES, EXP_6);
    FloatVector e5 = FloatVector.broadcast(SPECIES, EXP_5);
    FloatVector e4 = FloatVector.broadcast(SPECIES, EXP_4);
    FloatVector e3 = FloatVector.broadcast(SPECIES, EXP_3);
    FloatVector e2 = FloatVector.broadcast(SPECIES, EXP_2);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int i = 0; i < count; i += LANES) {
      long at = values + 4L * i;
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, MEMORY, at, ORDER);
      FloatVector z = x.lanewise(VectorOperators.ABS).neg();
      z = z.blend(EXP_LEAST, z.compare(VectorOperators.LT, EXP_LEAST));
      FloatVector shifted = z.fma(log2e, round);
      FloatVector n = shifted.sub(round);
      FloatVector r = n.fma(low, n.fma(high, z));
      FloatVector q = e6.fma(r, e5).fma(r, e4).fma(r, e3).fma(r, e2);
      FloatVector p = q.fma(r.mul(r), r).add(one);
      IntVector exponent = shifted.reinterpretAsInts().sub(ROUND_BITS);
      IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
      IntVector rest = exponent.sub(half);
      p = p.mul(half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
      p = p.mul(rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
      FloatVector top = one.blend(p, x.compare(VectorOperators.LT, 0f));
      top.div(p.add(one)).intoMemorySegment(MEMORY, at, ORDER);
    }
  }

  /** {@code c = f c + i tanh g}, and {@code o tanh c} over i; the gates' addresses. */
  static void state(long i, long f, long g, long o, long c, int count) {
    long input = i & ADDRESS;
    long forget = f & ADDRESS;
    long candidate = g & ADDRESS;
    long output = o & ADDRESS;
    long cell = c & ADDRESS;
    FloatVector log2e = FloatVector.broadcast(SPECIES, LOG2_E);
    FloatVector round = FloatVector.broadcast(SPECIES, ROUND);
    FloatVector high = FloatVector.broadcast(SPECIES, -LN2_HIGH);
    FloatVector low = FloatVector.broadcast(SPECIES, -LN2_LOW);
    FloatVector e6 = FloatVector.broadcast(SPECIES, EXP_6);
    FloatVector e5 = FloatVector.broadcast(SPECIES, EXP_5);
    FloatVector e4 = FloatVector.broadcast(SPECIES, EXP_4);
    FloatVector e3 = FloatVector.broadcast(SPECIES, EXP_3);
    FloatVector e2 = FloatVector.broadcast(SPECIES, EXP_2);
    for (int k = 0; k < count; k += LANES) {
      long at = 4L * k;
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, MEMORY, candidate + at, ORDER);
      FloatVector ga = x.lanewise(VectorOperators.ABS);
      FloatVector gz = ga.blend(TANH_LIMIT, ga.compare(VectorOperators.GT, TANH_LIMIT)).mul(2f);
      FloatVector gs = gz.fma(log2e, round);
      FloatVector gn = gs.sub(round);
      FloatVector gr = gn.fma(low, gn.fma(high, gz));
      FloatVector gq = e6.fma(gr, e5).fma(gr, e4).fma(gr, e3).fma(gr, e2);
      FloatVector gp = gq.fma(gr.mul(gr), gr);
      FloatVector gw =
          gs.reinterpretAsInts()
              .sub(ROUND_BITS)
              .add(127)
              .lanewise(VectorOperators.LSHL, 23)
              .reinterpretAsFloats();
      FloatVector ge = gp.fma(gw, gw.sub(1f));
      FloatVector gt =
          ge.div(ge.add(2f))
              .reinterpretAsInts()
              .or(x.reinterpretAsInts().and(Integer.MIN_VALUE))
              .reinterpretAsFloats();
      FloatVector open = FloatVector.fromMemorySegment(SPECIES, MEMORY, input + at, ORDER);
      FloatVector keep = FloatVector.fromMemorySegment(SPECIES, MEMORY, forget + at, ORDER);
      FloatVector old = FloatVector.fromMemorySegment(SPECIES, MEMORY, cell + at, ORDER);
      FloatVector y = keep.fma(old, open.mul(gt));
      y.intoMemorySegment(MEMORY, cell + at, ORDER);
      FloatVector ca = y.lanewise(VectorOperators.ABS);
      FloatVector cz = ca.blend(TANH_LIMIT, ca.compare(VectorOperators.GT, TANH_LIMIT)).mul(2f);
      FloatVector cs = cz.fma(log2e, round);
      FloatVector cn = cs.sub(round);
      FloatVector cr = cn.fma(low, cn.fma(high, cz));
      FloatVector cq = e6.fma(cr, e5).fma(cr, e4).fma(cr, e3).fma(cr, e2);
      FloatVector cp = cq.fma(cr.mul(cr), cr);
      FloatVector cw =
          cs.reinterpretAsInts()
              .sub(ROUND_BITS)
              .add(127)
              .lanewise(VectorOperators.LSHL, 23)
              .reinterpretAsFloats();
      FloatVector ce = cp.fma(cw, cw.sub(1f));
      FloatVector ct =
          ce.div(ce.add(2f))
              .reinterpretAsInts()
              .or(y.reinterpretAsInts().and(Integer.MIN_VALUE))
              .reinterpretAsFloats();
      ct.mul(FloatVector.fromMemorySegment(SPECIES, MEMORY, output + at, ORDER))
          .intoMemorySegment(MEMORY, input + at, ORDER);
    }
  }
}
