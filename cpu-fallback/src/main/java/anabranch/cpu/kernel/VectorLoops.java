package anabranch.cpu.kernel;

import static anabranch.cpu.kernel.Lanes.LANES;
import static anabranch.cpu.kernel.Lanes.SPECIES;

import java.util.List;
import jdk.incubator.vector.FloatVector;

/** {@link FloatMath} by the Vector API. */
final class VectorLoops implements FloatMath {
  private final List<Pass> erfPasses = List.of(VectorLoops::logErfc, this::erfc, VectorLoops::erf);

  /** Runs every function once, for the reason given at {@link VectorKernels}. */
  VectorLoops() {
    float[] values = new float[LANES];
    exp(values, values, LANES);
    expm1(values, values, LANES);
    log(values, values, LANES);
    sigmoid(values, values, LANES);
    tanh(values, values, LANES);
    erf(values, values, LANES);
  }

  @Override
  public void exp(float[] a, float[] out, int n) {
    int i = 0;
    for (; i < SPECIES.loopBound(n); i += LANES) {
      VectorMath.exp(FloatVector.fromArray(SPECIES, a, i)).intoArray(out, i);
    }
    for (; i < n; i++) {
      out[i] = ScalarMath.exp(a[i]);
    }
  }

  @Override
  public void expm1(float[] a, float[] out, int n) {
    int i = 0;
    for (; i < SPECIES.loopBound(n); i += LANES) {
      VectorMath.expm1(FloatVector.fromArray(SPECIES, a, i)).intoArray(out, i);
    }
    for (; i < n; i++) {
      out[i] = ScalarMath.expm1(a[i]);
    }
  }

  @Override
  public void log(float[] a, float[] out, int n) {
    int i = 0;
    for (; i < SPECIES.loopBound(n); i += LANES) {
      VectorMath.log(FloatVector.fromArray(SPECIES, a, i)).intoArray(out, i);
    }
    for (; i < n; i++) {
      out[i] = ScalarMath.log(a[i]);
    }
  }

  @Override
  public void sigmoid(float[] a, float[] out, int n) {
    int i = 0;
    for (; i < SPECIES.loopBound(n); i += LANES) {
      VectorMath.sigmoid(FloatVector.fromArray(SPECIES, a, i)).intoArray(out, i);
    }
    for (; i < n; i++) {
      out[i] = ScalarMath.sigmoid(a[i]);
    }
  }

  @Override
  public void tanh(float[] a, float[] out, int n) {
    int i = 0;
    for (; i < SPECIES.loopBound(n); i += LANES) {
      VectorMath.tanh(FloatVector.fromArray(SPECIES, a, i)).intoArray(out, i);
    }
    for (; i < n; i++) {
      out[i] = ScalarMath.tanh(a[i]);
    }
  }

  /**
   * In three passes that C2 must not join: together they have more nodes than it inlines, and the
   * vectors would be boxed. A call with three receivers it leaves alone.
   */
  @Override
  public void erf(float[] a, float[] out, int n) {
    float[] erfc = new float[n];
    for (Pass pass : erfPasses) {
      pass.run(a, erfc, out, n);
    }
  }

  private interface Pass {
    void run(float[] a, float[] erfc, float[] out, int n);
  }

  private static void logErfc(float[] a, float[] erfc, float[] out, int n) {
    for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
      VectorMath.logErfc(FloatVector.fromArray(SPECIES, a, i)).intoArray(erfc, i);
    }
  }

  private void erfc(float[] a, float[] erfc, float[] out, int n) {
    exp(erfc, erfc, SPECIES.loopBound(n));
  }

  private static void erf(float[] a, float[] erfc, float[] out, int n) {
    int i = 0;
    for (; i < SPECIES.loopBound(n); i += LANES) {
      FloatVector far = FloatVector.fromArray(SPECIES, erfc, i);
      VectorMath.erf(FloatVector.fromArray(SPECIES, a, i), far).intoArray(out, i);
    }
    for (; i < n; i++) {
      out[i] = ScalarMath.erf(a[i]);
    }
  }
}
