package anabranch.cpu.kernel;

/** {@link FloatMath} by plain loops. */
final class ScalarLoops implements FloatMath {
  @Override
  public void exp(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = ScalarMath.exp(a[i]);
    }
  }

  @Override
  public void expm1(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = ScalarMath.expm1(a[i]);
    }
  }

  @Override
  public void log(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = ScalarMath.log(a[i]);
    }
  }

  @Override
  public void sigmoid(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = ScalarMath.sigmoid(a[i]);
    }
  }

  @Override
  public void tanh(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = ScalarMath.tanh(a[i]);
    }
  }

  @Override
  public void erf(float[] a, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = ScalarMath.erf(a[i]);
    }
  }
}
