package anabranch.cpu.kernel;

/**
 * Elementary functions of floats, array by array: {@code out[i] = f(a[i])} for i below {@code n};
 * out may be a. A value's result does not depend on where in the array it stands, nor on whether
 * the JVM has the Vector API. NaN gives NaN. Errors are in units in the last place of the exact
 * value.
 */
public interface FloatMath {
  /** e^x; error below 1.1 ulp; infinity from 88.73 on, subnormal below -87.34, 0 below -103.98. */
  void exp(float[] a, float[] out, int n);

  /** e^x - 1; error below 1.6 ulp; keeps the sign of zero. */
  void expm1(float[] a, float[] out, int n);

  /** The natural logarithm; error below 1.5 ulp; of 0 it is -infinity, of a negative number NaN. */
  void log(float[] a, float[] out, int n);

  /** 1 / (1 + e^-x); error below 2.1 ulp. */
  void sigmoid(float[] a, float[] out, int n);

  /** The hyperbolic tangent; error below 2.4 ulp; keeps the sign of zero. */
  void tanh(float[] a, float[] out, int n);

  /** The error function; error below 1.5 ulp; keeps the sign of zero. */
  void erf(float[] a, float[] out, int n);
}
