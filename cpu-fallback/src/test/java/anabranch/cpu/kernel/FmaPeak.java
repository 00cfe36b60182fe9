package anabranch.cpu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The most multiply-adds a core does: chains in registers, more than its latency needs. */
final class FmaPeak {
  private static final int CHAINS = 12;

  private FmaPeak() {}

  /** Floating-point operations of so many rounds. */
  static double operations(int rounds) {
    return 2.0 * CHAINS * Lanes.LANES * rounds;
  }

  /** Runs {@code n} rounds; the result only keeps them from being dropped. */
  static float run(int n) {
    FloatVector a = FloatVector.broadcast(Lanes.SPECIES, 0.999f);
    FloatVector b = FloatVector.broadcast(Lanes.SPECIES, 1e-9f);
    FloatVector x0 = b;
    FloatVector x1 = b;
    FloatVector x2 = b;
    FloatVector x3 = b;
    FloatVector x4 = b;
    FloatVector x5 = b;
    FloatVector x6 = b;
    FloatVector x7 = b;
    FloatVector x8 = b;
    FloatVector x9 = b;
    FloatVector x10 = b;
    FloatVector x11 = b;
    for (int i = 0; i < n; i++) {
      x0 = x0.fma(a, b);
      x1 = x1.fma(a, b);
      x2 = x2.fma(a, b);
      x3 = x3.fma(a, b);
      x4 = x4.fma(a, b);
      x5 = x5.fma(a, b);
      x6 = x6.fma(a, b);
      x7 = x7.fma(a, b);
      x8 = x8.fma(a, b);
      x9 = x9.fma(a, b);
      x10 = x10.fma(a, b);
      x11 = x11.fma(a, b);
    }
    FloatVector low = x0.add(x1).add(x2).add(x3).add(x4).add(x5);
    FloatVector high = x6.add(x7).add(x8).add(x9).add(x10).add(x11);
    return low.add(high).reduceLanes(VectorOperators.ADD);
  }
}
