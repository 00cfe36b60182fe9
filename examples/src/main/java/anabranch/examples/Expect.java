package anabranch.examples;

import anabranch.Tensor;
import java.util.Arrays;

/** How the small programs make sure of what they show. */
final class Expect {
  private Expect() {}

  /**
   * Throws unless both hold the same numbers, bit for bit.
   *
   * @throws IllegalStateException naming {@code what}, and the first numbers of each
   */
  static void equal(String what, Tensor expected, Tensor actual) {
    if (!expected.shape().equals(actual.shape())
        || !Arrays.equals(expected.toFloatArray(), actual.toFloatArray())) {
      throw new IllegalStateException(
          what + ": expected " + expected + System.lineSeparator() + "but got " + actual);
    }
  }
}
