package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.MathConstants.ERFC_0;
import static anabranch.cpu.kernel.MathConstants.ERFC_1;
import static anabranch.cpu.kernel.MathConstants.ERFC_2;
import static anabranch.cpu.kernel.MathConstants.ERFC_3;
import static anabranch.cpu.kernel.MathConstants.ERFC_4;
import static anabranch.cpu.kernel.MathConstants.ERFC_5;
import static anabranch.cpu.kernel.MathConstants.ERFC_6;
import static anabranch.cpu.kernel.MathConstants.ERF_1;
import static anabranch.cpu.kernel.MathConstants.ERF_11;
import static anabranch.cpu.kernel.MathConstants.ERF_13;
import static anabranch.cpu.kernel.MathConstants.ERF_3;
import static anabranch.cpu.kernel.MathConstants.ERF_5;
import static anabranch.cpu.kernel.MathConstants.ERF_7;
import static anabranch.cpu.kernel.MathConstants.ERF_9;
import static anabranch.cpu.kernel.MathConstants.ERF_LIMIT;
import static anabranch.cpu.kernel.MathConstants.EXPM1_LEAST;
import static anabranch.cpu.kernel.MathConstants.EXP_2;
import static anabranch.cpu.kernel.MathConstants.EXP_3;
import static anabranch.cpu.kernel.MathConstants.EXP_4;
import static anabranch.cpu.kernel.MathConstants.EXP_5;
import static anabranch.cpu.kernel.MathConstants.EXP_6;
import static anabranch.cpu.kernel.MathConstants.EXP_LEAST;
import static anabranch.cpu.kernel.MathConstants.EXP_MOST;
import static anabranch.cpu.kernel.MathConstants.LN2_HIGH;
import static anabranch.cpu.kernel.MathConstants.LN2_LOW;
import static anabranch.cpu.kernel.MathConstants.LOG2_E;
import static anabranch.cpu.kernel.MathConstants.LOG_10;
import static anabranch.cpu.kernel.MathConstants.LOG_2;
import static anabranch.cpu.kernel.MathConstants.LOG_3;
import static anabranch.cpu.kernel.MathConstants.LOG_4;
import static anabranch.cpu.kernel.MathConstants.LOG_5;
import static anabranch.cpu.kernel.MathConstants.LOG_6;
import static anabranch.cpu.kernel.MathConstants.LOG_7;
import static anabranch.cpu.kernel.MathConstants.LOG_8;
import static anabranch.cpu.kernel.MathConstants.LOG_9;
import static anabranch.cpu.kernel.MathConstants.ROOT_HALF_BITS;
import static anabranch.cpu.kernel.MathConstants.ROUND;
import static anabranch.cpu.kernel.MathConstants.ROUND_BITS;
import static anabranch.cpu.kernel.MathConstants.TANH_LIMIT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Elementary functions of float vectors: the same operations as {@link ScalarMath}. */
final class VectorMath {
  private VectorMath() {}

  static FloatVector exp(FloatVector x) {
    FloatVector z = x.blend(EXP_MOST, x.compare(VectorOperators.GT, EXP_MOST));
    return scaledExp(z.blend(EXP_LEAST, z.compare(VectorOperators.LT, EXP_LEAST)));
  }

  static FloatVector expm1(FloatVector x) {
    FloatVector z = x.blend(EXP_MOST, x.compare(VectorOperators.GT, EXP_MOST));
    z = z.blend(EXPM1_LEAST, z.compare(VectorOperators.LT, EXPM1_LEAST));
    FloatVector shifted = z.fma(constant(LOG2_E), constant(ROUND));
    FloatVector p = reducedExpm1(z, shifted.sub(ROUND));
    IntVector exponent = shifted.reinterpretAsInts().sub(ROUND_BITS);
    IntVector most = exponent.min(127);
    FloatVector scale = powerOfTwo(most);
    FloatVector y = p.fma(scale, scale.sub(1f)).mul(powerOfTwo(exponent.sub(most)));
    return withSign(y, x);
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector z = x.blend(x.mul(0x1p23f), tiny);
    IntVector exponent =
        z.reinterpretAsInts().sub(ROOT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
    IntVector mantissa = z.reinterpretAsInts().sub(exponent.lanewise(VectorOperators.LSHL, 23));
    FloatVector f = mantissa.reinterpretAsFloats().sub(1f);
    FloatVector e = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
    e = e.blend(e.sub(23f), tiny);
    FloatVector q = constant(LOG_10).fma(f, constant(LOG_9));
    q = q.fma(f, constant(LOG_8));
    q = q.fma(f, constant(LOG_7));
    q = q.fma(f, constant(LOG_6));
    q = q.fma(f, constant(LOG_5));
    q = q.fma(f, constant(LOG_4));
    q = q.fma(f, constant(LOG_3));
    q = q.fma(f, constant(LOG_2));
    FloatVector low = e.fma(constant(LN2_LOW), q.mul(f.mul(f)));
    FloatVector y = e.fma(constant(LN2_HIGH), f).add(low);
    y = y.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    VectorMask<Float> valid = x.compare(VectorOperators.GE, 0f);
    return y.blend(Float.NaN, valid.not());
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector z = x.lanewise(VectorOperators.ABS).neg();
    FloatVector t = scaledExp(z.blend(EXP_LEAST, z.compare(VectorOperators.LT, EXP_LEAST)));
    FloatVector top = constant(1f).blend(t, x.compare(VectorOperators.LT, 0f));
    return top.div(t.add(1f));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector size = x.lanewise(VectorOperators.ABS);
    FloatVector z = size.blend(TANH_LIMIT, size.compare(VectorOperators.GT, TANH_LIMIT)).mul(2f);
    FloatVector shifted = z.fma(constant(LOG2_E), constant(ROUND));
    FloatVector scale = powerOfTwo(shifted.reinterpretAsInts().sub(ROUND_BITS));
    FloatVector e = reducedExpm1(z, shifted.sub(ROUND)).fma(scale, scale.sub(1f));
    return withSign(e.div(e.add(2f)), x);
  }

  /** ln(1 - erf(|x|)). */
  static FloatVector logErfc(FloatVector x) {
    FloatVector size = x.lanewise(VectorOperators.ABS);
    FloatVector z = size.blend(ERF_LIMIT, size.compare(VectorOperators.GT, ERF_LIMIT));
    return minusLogErfc(z).neg();
  }

  /** erf(x), given 1 - erf(|x|) for |x| of 1 and more. */
  static FloatVector erf(FloatVector x, FloatVector erfc) {
    VectorMask<Float> near = x.lanewise(VectorOperators.ABS).compare(VectorOperators.LT, 1f);
    FloatVector outer = constant(1f).sub(erfc);
    return withSign(outer, x).blend(innerErf(x), near);
  }

  private static FloatVector innerErf(FloatVector x) {
    FloatVector t = x.mul(x);
    FloatVector q = constant(ERF_13).fma(t, constant(ERF_11));
    q = q.fma(t, constant(ERF_9));
    q = q.fma(t, constant(ERF_7));
    q = q.fma(t, constant(ERF_5));
    q = q.fma(t, constant(ERF_3));
    q = q.fma(t, constant(ERF_1));
    return q.fma(x, x);
  }

  private static FloatVector minusLogErfc(FloatVector x) {
    FloatVector q = constant(ERFC_6).fma(x, constant(ERFC_5));
    q = q.fma(x, constant(ERFC_4));
    q = q.fma(x, constant(ERFC_3));
    q = q.fma(x, constant(ERFC_2));
    q = q.fma(x, constant(ERFC_1));
    q = q.fma(x, constant(ERFC_0));
    return q;
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(Lanes.SPECIES, value);
  }

  /** e^z for z from {@code EXP_LEAST} to {@code EXP_MOST}, scaled in two steps. */
  private static FloatVector scaledExp(FloatVector z) {
    FloatVector shifted = z.fma(constant(LOG2_E), constant(ROUND));
    IntVector exponent = shifted.reinterpretAsInts().sub(ROUND_BITS);
    FloatVector p = reducedExpm1(z, shifted.sub(ROUND)).add(1f);
    IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
    return p.mul(powerOfTwo(half)).mul(powerOfTwo(exponent.sub(half)));
  }

  /** {@code e^(z - n ln 2) - 1} for {@code |z - n ln 2| <= ln 2 / 2}. */
  private static FloatVector reducedExpm1(FloatVector z, FloatVector n) {
    FloatVector high = n.fma(constant(-LN2_HIGH), z);
    FloatVector r = n.fma(constant(-LN2_LOW), high);
    FloatVector q = constant(EXP_6).fma(r, constant(EXP_5));
    q = q.fma(r, constant(EXP_4));
    q = q.fma(r, constant(EXP_3));
    q = q.fma(r, constant(EXP_2));
    return q.fma(r.mul(r), r);
  }

  private static FloatVector powerOfTwo(IntVector exponent) {
    return exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  private static FloatVector withSign(FloatVector value, FloatVector sign) {
    IntVector bit = sign.reinterpretAsInts().and(Integer.MIN_VALUE);
    return value.reinterpretAsInts().or(bit).reinterpretAsFloats();
  }
}
