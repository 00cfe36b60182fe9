package anabranch.cpu;

import jdk.incubator.vector.FloatVector;

/** Whether this JVM was started with the Vector API. */
final class VectorSupport {
  private VectorSupport() {}

  static boolean isPresent() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /** The width of a vector; only where {@link #isPresent}. */
  static int bits() {
    return Width.bits();
  }

  /** A class of its own, so that a JVM without the Vector API never links it. */
  private static final class Width {
    static int bits() {
      return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }
  }
}
