package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Tensor;

/** How close tensors are. */
final class Numbers {
  private Numbers() {}

  /**
   * Asserts equal shapes, and differences of at most {@code tolerance} times the largest element.
   */
  static void assertNear(Tensor expected, Tensor actual, double tolerance) {
    assertEquals(expected.shape(), actual.shape());
    assertEquals(expected.dtype(), actual.dtype());
    double[] e = expected.toDoubleArray();
    double[] a = actual.toDoubleArray();
    double largest = 0;
    for (double value : e) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < e.length; i++) {
      double difference = Math.abs(e[i] - a[i]);
      assertTrue(
          difference <= tolerance * largest,
          "element %d: expected %s, got %s".formatted(i, e[i], a[i]));
    }
  }
}
