package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.MathConstants.EXP_2;
import static anabranch.cpu.kernel.MathConstants.EXP_3;
import static anabranch.cpu.kernel.MathConstants.EXP_4;
import static anabranch.cpu.kernel.MathConstants.EXP_5;
import static anabranch.cpu.kernel.MathConstants.EXP_6;
import static anabranch.cpu.kernel.MathConstants.LN2_HIGH;
import static anabranch.cpu.kernel.MathConstants.LN2_LOW;
import static anabranch.cpu.kernel.MathConstants.LOG2_E;
import static anabranch.cpu.kernel.MathConstants.ROUND;
import static anabranch.cpu.kernel.MathConstants.ROUND_BITS;
import static anabranch.cpu.kernel.MathConstants.SIGMOID_LIMIT;
import static anabranch.cpu.kernel.MathConstants.TANH_LIMIT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Elementary functions of float vectors; {@link ScalarMath} gives the same bits one by one. */
final class VectorMath {
  private VectorMath() {}

  static FloatVector sigmoid(FloatVector x) {
    FloatVector size = x.lanewise(VectorOperators.ABS);
    FloatVector z = size.blend(SIGMOID_LIMIT, size.compare(VectorOperators.GT, SIGMOID_LIMIT)).neg();
    FloatVector shifted = z.fma(constant(LOG2_E), constant(ROUND));
    IntVector exponent = shifted.reinterpretAsInts().sub(ROUND_BITS);
    FloatVector p = expm1OfReduced(z, shifted.sub(ROUND)).add(1f);
    IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
    FloatVector t = p.mul(powerOfTwo(half)).mul(powerOfTwo(exponent.sub(half)));
    FloatVector top = constant(1f).blend(t, x.compare(VectorOperators.LT, 0f));
    return top.div(t.add(1f));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector size = x.lanewise(VectorOperators.ABS);
    FloatVector z = size.blend(TANH_LIMIT, size.compare(VectorOperators.GT, TANH_LIMIT)).mul(2f);
    FloatVector shifted = z.fma(constant(LOG2_E), constant(ROUND));
    IntVector exponent = shifted.reinterpretAsInts().sub(ROUND_BITS);
    FloatVector scale = powerOfTwo(exponent);
    FloatVector e = expm1OfReduced(z, shifted.sub(ROUND)).fma(scale, scale.sub(1f));
    FloatVector t = e.div(e.add(2f));
    IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    return t.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(Lanes.SPECIES, value);
  }

  /** {@code e^(z - n ln 2) - 1} for {@code |z - n ln 2| <= ln 2 / 2}. */
  private static FloatVector expm1OfReduced(FloatVector z, FloatVector n) {
    FloatVector r = n.fma(constant(-LN2_HIGH), z);
    r = n.fma(constant(-LN2_LOW), r);
    FloatVector q = constant(EXP_6).fma(r, constant(EXP_5));
    q = q.fma(r, constant(EXP_4));
    q = q.fma(r, constant(EXP_3));
    q = q.fma(r, constant(EXP_2));
    return q.fma(r.mul(r), r);
  }

  private static FloatVector powerOfTwo(IntVector exponent) {
    return exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }
}
