package anabranch.cuda.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import anabranch.Tensor;
import anabranch.shape.DType;

/** Whether two devices agree. */
final class Same {
  private Same() {}

  /**
   * Fails unless the tensors have one type and shape and each element of {@code actual} is within
   * {@code ulps} units in the last place of the type, at the magnitude of {@code scale} or of the
   * expected value, of {@code expected}; 0 asks for the same number, NaN being NaN.
   */
  static void assertSame(Tensor expected, Tensor actual, double ulps, double scale, String what) {
    assertEquals(expected.dtype(), actual.dtype(), what);
    assertEquals(expected.shape(), actual.shape(), what);
    if (!expected.dtype().isFloating()) {
      assertIntegers(expected, actual, what);
      return;
    }
    double[] e = expected.toDoubleArray();
    double[] a = actual.toDoubleArray();
    double unit = epsilon(expected.dtype()) * ulps;
    for (int i = 0; i < e.length; i++) {
      boolean same =
          e[i] == a[i]
              || (Double.isNaN(e[i]) && Double.isNaN(a[i]))
              || Math.abs(e[i] - a[i]) <= unit * Math.max(scale, Math.abs(e[i]));
      if (!same) {
        fail(
            "%s: element %d of %s: expected %s, got %s"
                .formatted(what, i, expected.shape(), e[i], a[i]));
      }
    }
  }

  private static void assertIntegers(Tensor expected, Tensor actual, String what) {
    long[] e = expected.to(DType.I64).toLongArray();
    long[] a = actual.to(DType.I64).toLongArray();
    for (int i = 0; i < e.length; i++) {
      if (e[i] != a[i]) {
        fail(
            "%s: element %d of %s: expected %d, got %d"
                .formatted(what, i, expected.shape(), e[i], a[i]));
      }
    }
  }

  private static double epsilon(DType type) {
    return switch (type) {
      case F64 -> 0x1p-52;
      case F32 -> 0x1p-23;
      case F16 -> 0x1p-10;
      case BF16 -> 0x1p-7;
      case I64, I32, U8, BOOL -> 0;
    };
  }
}
