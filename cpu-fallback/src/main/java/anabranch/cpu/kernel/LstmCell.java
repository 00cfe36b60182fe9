package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.Lanes.LANES;
import static anabranch.cpu.kernel.Lanes.ORDER;
import static anabranch.cpu.kernel.Lanes.SPECIES;
import static anabranch.cpu.kernel.MathConstants.EXP_2;
import static anabranch.cpu.kernel.MathConstants.EXP_3;
import static anabranch.cpu.kernel.MathConstants.EXP_4;
import static anabranch.cpu.kernel.MathConstants.EXP_5;
import static anabranch.cpu.kernel.MathConstants.EXP_6;
import static anabranch.cpu.kernel.MathConstants.GATE_LEAST;
import static anabranch.cpu.kernel.MathConstants.LN2_HIGH;
import static anabranch.cpu.kernel.MathConstants.LN2_LOW;
import static anabranch.cpu.kernel.MathConstants.LOG2_E;
import static anabranch.cpu.kernel.MathConstants.ROUND_TO_EXPONENT;
import static anabranch.cpu.kernel.MathConstants.TANH_LIMIT;
import static anabranch.cpu.kernel.Native.ADDRESS;
import static anabranch.cpu.kernel.Native.MEMORY;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The LSTM's cell by the Vector API: {@link FloatKernels#lstm} in two passes. What {@link
 * ScalarCell} has as functions is written out here: the compiler inlines the Vector API's methods
 * whatever the size, ours only up to a point, past which vectors go through the heap.
 */
final class LstmCell {
  private LstmCell() {}

  /** {@code c = sigmoid(f) c + sigmoid(i) tanh(g)}; the addresses of pre-activations and of c. */
  static void state(long i, long f, long g, long c, int count) {
    long input = i & ADDRESS;
    long forget = f & ADDRESS;
    long candidate = g & ADDRESS;
    long cell = c & ADDRESS;
    FloatVector log2e = FloatVector.broadcast(SPECIES, LOG2_E);
    FloatVector round = FloatVector.broadcast(SPECIES, ROUND_TO_EXPONENT);
    FloatVector high = FloatVector.broadcast(SPECIES, -LN2_HIGH);
    FloatVector low = FloatVector.broadcast(SPECIES, -LN2_LOW);
    FloatVector e6 = FloatVector.broadcast(SPECIES, EXP_6);
    FloatVector e5 = FloatVector.broadcast(SPECIES, EXP_5);
    FloatVector e4 = FloatVector.broadcast(SPECIES, EXP_4);
    FloatVector e3 = FloatVector.broadcast(SPECIES, EXP_3);
    FloatVector e2 = FloatVector.broadcast(SPECIES, EXP_2);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int k = 0; k < count; k += LANES) {
      long at = 4L * k;
      FloatVector open = FloatVector.fromMemorySegment(SPECIES, MEMORY, input + at, ORDER);
      FloatVector iz = open.reinterpretAsInts().or(Integer.MIN_VALUE).reinterpretAsFloats();
      iz = iz.blend(GATE_LEAST, iz.compare(VectorOperators.LT, GATE_LEAST));
      FloatVector is = iz.fma(log2e, round);
      FloatVector in = is.sub(round);
      FloatVector ir = in.fma(low, in.fma(high, iz));
      FloatVector iq = e6.fma(ir, e5).fma(ir, e4).fma(ir, e3).fma(ir, e2);
      FloatVector ie =
          iq.fma(ir.mul(ir), ir)
              .add(one)
              .mul(is.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
      FloatVector itop = one.blend(ie, open.compare(VectorOperators.LT, 0f));
      FloatVector fresh = FloatVector.fromMemorySegment(SPECIES, MEMORY, candidate + at, ORDER);
      FloatVector gz = fresh.lanewise(VectorOperators.ABS);
      gz = gz.blend(TANH_LIMIT, gz.compare(VectorOperators.GT, TANH_LIMIT)).mul(2f);
      FloatVector gs = gz.fma(log2e, round);
      FloatVector gn = gs.sub(round);
      FloatVector gr = gn.fma(low, gn.fma(high, gz));
      FloatVector gq = e6.fma(gr, e5).fma(gr, e4).fma(gr, e3).fma(gr, e2);
      FloatVector gp = gq.fma(gr.mul(gr), gr);
      FloatVector gw =
          gs.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector ge = gp.fma(gw, gw.sub(one));
      FloatVector change =
          itop.mul(ge)
              .div(ie.add(one).mul(ge.add(2f)))
              .reinterpretAsInts()
              .or(fresh.reinterpretAsInts().and(Integer.MIN_VALUE))
              .reinterpretAsFloats();
      FloatVector keep = FloatVector.fromMemorySegment(SPECIES, MEMORY, forget + at, ORDER);
      FloatVector fz = keep.reinterpretAsInts().or(Integer.MIN_VALUE).reinterpretAsFloats();
      fz = fz.blend(GATE_LEAST, fz.compare(VectorOperators.LT, GATE_LEAST));
      FloatVector fs = fz.fma(log2e, round);
      FloatVector fn = fs.sub(round);
      FloatVector fr = fn.fma(low, fn.fma(high, fz));
      FloatVector fq = e6.fma(fr, e5).fma(fr, e4).fma(fr, e3).fma(fr, e2);
      FloatVector fe =
          fq.fma(fr.mul(fr), fr)
              .add(one)
              .mul(fs.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
      FloatVector ftop = one.blend(fe, keep.compare(VectorOperators.LT, 0f));
      FloatVector old = FloatVector.fromMemorySegment(SPECIES, MEMORY, cell + at, ORDER);
      ftop.div(fe.add(one)).fma(old, change).intoMemorySegment(MEMORY, cell + at, ORDER);
    }
  }

  /** {@code h = sigmoid(o) tanh(c)}; the addresses of o's pre-activations, c and h. */
  static void output(long o, long c, long h, int count) {
    long output = o & ADDRESS;
    long cell = c & ADDRESS;
    long hidden = h & ADDRESS;
    FloatVector log2e = FloatVector.broadcast(SPECIES, LOG2_E);
    FloatVector round = FloatVector.broadcast(SPECIES, ROUND_TO_EXPONENT);
    FloatVector high = FloatVector.broadcast(SPECIES, -LN2_HIGH);
    FloatVector low = FloatVector.broadcast(SPECIES, -LN2_LOW);
    FloatVector e6 = FloatVector.broadcast(SPECIES, EXP_6);
    FloatVector e5 = FloatVector.broadcast(SPECIES, EXP_5);
    FloatVector e4 = FloatVector.broadcast(SPECIES, EXP_4);
    FloatVector e3 = FloatVector.broadcast(SPECIES, EXP_3);
    FloatVector e2 = FloatVector.broadcast(SPECIES, EXP_2);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int k = 0; k < count; k += LANES) {
      long at = 4L * k;
      FloatVector show = FloatVector.fromMemorySegment(SPECIES, MEMORY, output + at, ORDER);
      FloatVector oz = show.reinterpretAsInts().or(Integer.MIN_VALUE).reinterpretAsFloats();
      oz = oz.blend(GATE_LEAST, oz.compare(VectorOperators.LT, GATE_LEAST));
      FloatVector os = oz.fma(log2e, round);
      FloatVector on = os.sub(round);
      FloatVector or = on.fma(low, on.fma(high, oz));
      FloatVector oq = e6.fma(or, e5).fma(or, e4).fma(or, e3).fma(or, e2);
      FloatVector oe =
          oq.fma(or.mul(or), or)
              .add(one)
              .mul(os.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
      FloatVector otop = one.blend(oe, show.compare(VectorOperators.LT, 0f));
      FloatVector state = FloatVector.fromMemorySegment(SPECIES, MEMORY, cell + at, ORDER);
      FloatVector cz = state.lanewise(VectorOperators.ABS);
      cz = cz.blend(TANH_LIMIT, cz.compare(VectorOperators.GT, TANH_LIMIT)).mul(2f);
      FloatVector cs = cz.fma(log2e, round);
      FloatVector cn = cs.sub(round);
      FloatVector cr = cn.fma(low, cn.fma(high, cz));
      FloatVector cq = e6.fma(cr, e5).fma(cr, e4).fma(cr, e3).fma(cr, e2);
      FloatVector cp = cq.fma(cr.mul(cr), cr);
      FloatVector cw =
          cs.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector ce = cp.fma(cw, cw.sub(one));
      FloatVector y =
          otop.mul(ce)
              .div(oe.add(one).mul(ce.add(2f)))
              .reinterpretAsInts()
              .or(state.reinterpretAsInts().and(Integer.MIN_VALUE))
              .reinterpretAsFloats();
      y.intoMemorySegment(MEMORY, hidden + at, ORDER);
    }
  }
}
