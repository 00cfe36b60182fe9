package anabranch.script.ops;

import anabranch.Tensor;
import anabranch.shape.DType;

/** Python's arithmetic on numbers; whole ones have 64 bits, and what does not fit is an error. */
final class Numbers {
  private Numbers() {}

  private static boolean whole(Number a, Number b) {
    return a instanceof Long && b instanceof Long;
  }

  private static ScriptError overflow(String operator, Number a, Number b) {
    return new ScriptError(
        "OverflowError: %s %s %s does not fit in 64 bits".formatted(a, operator, b));
  }

  private static ScriptError byZero(String operator, Number a) {
    return new ScriptError("ZeroDivisionError: %s %s 0".formatted(a, operator));
  }

  static Number add(Number a, Number b) {
    if (!whole(a, b)) {
      return a.doubleValue() + b.doubleValue();
    }
    long sum = a.longValue() + b.longValue();
    if (((a.longValue() ^ sum) & (b.longValue() ^ sum)) < 0) {
      throw overflow("+", a, b);
    }
    return sum;
  }

  static Number sub(Number a, Number b) {
    if (!whole(a, b)) {
      return a.doubleValue() - b.doubleValue();
    }
    try {
      return Math.subtractExact(a.longValue(), b.longValue());
    } catch (ArithmeticException e) {
      throw overflow("-", a, b);
    }
  }

  static Number mul(Number a, Number b) {
    if (!whole(a, b)) {
      return a.doubleValue() * b.doubleValue();
    }
    try {
      return Math.multiplyExact(a.longValue(), b.longValue());
    } catch (ArithmeticException e) {
      throw overflow("*", a, b);
    }
  }

  static double div(Number a, Number b) {
    if (b.doubleValue() == 0) {
      throw byZero("/", a);
    }
    return a.doubleValue() / b.doubleValue();
  }

  static Number floorDiv(Number a, Number b) {
    if (b.doubleValue() == 0) {
      throw byZero("//", a);
    }
    if (!whole(a, b)) {
      double x = a.doubleValue();
      double y = b.doubleValue();
      double quotient = (x - modulo(x, y)) / y;
      double floor = Math.floor(quotient);
      return quotient - floor > 0.5 ? floor + 1 : floor;
    }
    if (a.longValue() == Long.MIN_VALUE && b.longValue() == -1) {
      throw overflow("//", a, b);
    }
    return Math.floorDiv(a.longValue(), b.longValue());
  }

  static Number remainder(Number a, Number b) {
    if (b.doubleValue() == 0) {
      throw byZero("%", a);
    }
    return whole(a, b)
        ? (Number) Math.floorMod(a.longValue(), b.longValue())
        : (Number) modulo(a.doubleValue(), b.doubleValue());
  }

  /** The remainder that has the divisor's sign. */
  private static double modulo(double x, double y) {
    double r = x % y;
    if (r == 0) {
      return Math.copySign(0, y);
    }
    return (r < 0) == (y < 0) ? r : r + y;
  }

  static double pow(Number a, Number b) {
    return Math.pow(a.doubleValue(), b.doubleValue());
  }

  static Number neg(Number a) {
    if (!(a instanceof Long n)) {
      return -a.doubleValue();
    }
    if (n == Long.MIN_VALUE) {
      throw overflow("-", 0, a);
    }
    return -n;
  }

  static Number abs(Number a) {
    return a.doubleValue() < 0
        ? neg(a)
        : a instanceof Long ? a : (Number) Math.abs(a.doubleValue());
  }

  static int compare(Number a, Number b) {
    return whole(a, b)
        ? Long.compare(a.longValue(), b.longValue())
        : Double.compare(a.doubleValue() + 0.0, b.doubleValue() + 0.0);
  }

  static boolean less(Number a, Number b) {
    return whole(a, b) ? a.longValue() < b.longValue() : a.doubleValue() < b.doubleValue();
  }

  static boolean same(Number a, Number b) {
    return whole(a, b) ? a.longValue() == b.longValue() : a.doubleValue() == b.doubleValue();
  }

  /** A real number without its fraction. */
  static long whole(double x, String what) {
    if (!(x >= -0x1p63 && x < 0x1p63)) {
      throw new ScriptError(
          "OverflowError: %s: %s does not fit in 64 bits".formatted(what, Text.of(x)));
    }
    return (long) x;
  }

  /** The only element of a tensor. */
  static Number item(Tensor t) {
    return t.dtype().isFloating() ? (Number) t.itemDouble() : (Number) t.itemLong();
  }

  /** As {@link #item}, with truth values as such. */
  static Object value(Tensor t) {
    return t.dtype() == DType.BOOL ? (Object) t.itemBoolean() : item(t);
  }
}
