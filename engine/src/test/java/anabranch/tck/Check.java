package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import anabranch.Tensor;
import anabranch.shape.DType;
import java.util.Arrays;
import org.junit.jupiter.api.function.Executable;

/** Assertions on tensors. */
final class Check {
  private Check() {}

  /** What one operation may be off by, relative to max(1, |expected|). */
  static double tolerance(DType type) {
    return switch (type) {
      case F64 -> 1e-13;
      case F32 -> 1e-6;
      case F16 -> 1e-3;
      case BF16 -> 8e-3;
      case I64, I32, U8, BOOL -> 0;
    };
  }

  /** Type, shape, and elements within the type's tolerance. */
  static void near(DType type, Host expected, Tensor actual) {
    near(type, expected, actual, tolerance(type));
  }

  /** Type, shape, and elements within {@code tolerance * max(1, |expected|)}; NaN is NaN. */
  static void near(DType type, Host expected, Tensor actual, double tolerance) {
    assertEquals(type, actual.dtype());
    assertEquals(expected.shape(), actual.shape());
    double[] got = actual.toDoubleArray();
    double[] want = expected.values();
    for (int i = 0; i < want.length; i++) {
      boolean same = want[i] == got[i] || (Double.isNaN(want[i]) && Double.isNaN(got[i]));
      double error = Math.abs(want[i] - got[i]);
      if (!same && !(error <= tolerance * Math.max(1, Math.abs(want[i])))) {
        fail(
            "element %s: expected %s, got %s"
                .formatted(Arrays.toString(Host.index(expected.shape(), i)), want[i], got[i]));
      }
    }
  }

  /** Within {@code tolerance} of the largest element's magnitude. */
  static void nearRelativeToLargest(Host expected, Tensor actual, double tolerance) {
    nearRelativeToLargest(expected, actual, tolerance, 0);
  }

  /** As above, where the summands' magnitude, which the sum may have lost, is {@code least}. */
  static void nearRelativeToLargest(Host expected, Tensor actual, double tolerance, double least) {
    assertEquals(expected.shape(), actual.shape());
    double largest =
        Arrays.stream(expected.values())
            .map(Math::abs)
            .filter(Double::isFinite)
            .reduce(least, Math::max);
    double[] got = actual.toDoubleArray();
    for (int i = 0; i < got.length; i++) {
      double want = expected.values()[i];
      boolean same = want == got[i] || (Double.isNaN(want) && Double.isNaN(got[i]));
      if (!same && !(Math.abs(want - got[i]) <= tolerance * largest)) {
        fail(
            "element %s: expected %s, got %s, largest %s"
                .formatted(
                    Arrays.toString(Host.index(expected.shape(), i)), want, got[i], largest));
      }
    }
  }

  /** Type, shape and exactly these elements, the sign of zero included. */
  static void same(DType type, Host expected, Tensor actual) {
    assertEquals(type, actual.dtype());
    assertEquals(expected.shape(), actual.shape());
    double[] got = actual.toDoubleArray();
    for (int i = 0; i < got.length; i++) {
      if (Double.compare(expected.values()[i], got[i]) != 0) {
        fail(
            "element %s: expected %s, got %s"
                .formatted(
                    Arrays.toString(Host.index(expected.shape(), i)),
                    expected.values()[i],
                    got[i]));
      }
    }
  }

  /** A vector of exactly these elements. */
  static void values(Tensor actual, double... expected) {
    double[] got = actual.toDoubleArray();
    assertEquals(Arrays.toString(expected), Arrays.toString(got));
  }

  /** {@code body} throws {@code type}, and the message holds all of {@code parts}. */
  static void refused(Class<? extends Throwable> type, Executable body, String... parts) {
    Throwable e = assertThrows(type, body);
    for (String part : parts) {
      assertTrue(
          e.getMessage() != null && e.getMessage().contains(part),
          () -> "expected \"%s\" in: %s".formatted(part, e.getMessage()));
    }
  }
}
