package anabranch.op;

import anabranch.shape.DType;

/**
 * A number or truth value given to an operation by the host. Whole numbers stay exact: both
 * readings of the value are kept.
 *
 * @param kind what was given: {@code true}, {@code 3} and {@code 3.0} promote differently
 * @param integral the value as a whole number (a real one cut toward zero, clamped to the range)
 * @param real the value as a real number
 */
public record Scalar(DType.Kind kind, long integral, double real) {
  /** A whole number. */
  public static Scalar of(long value) {
    return new Scalar(DType.Kind.INTEGRAL, value, value);
  }

  /** A real number. */
  public static Scalar of(double value) {
    return new Scalar(DType.Kind.FLOATING, (long) value, value);
  }

  /** A truth value. */
  public static Scalar of(boolean value) {
    return new Scalar(DType.Kind.BOOLEAN, value ? 1 : 0, value ? 1 : 0);
  }

  /**
   * The number's kind for a {@code Byte}, {@code Short}, {@code Integer} or {@code Long} (whole), a
   * {@code Float} or {@code Double} (real).
   *
   * @throws IllegalArgumentException for any other class
   */
  public static Scalar of(Number value) {
    return switch (value) {
      case Byte b -> of(b.longValue());
      case Short s -> of(s.longValue());
      case Integer i -> of(i.longValue());
      case Long l -> of(l.longValue());
      case Float f -> of(f.doubleValue());
      case Double d -> of(d.doubleValue());
      default ->
          throw new IllegalArgumentException(
              "a scalar is an int, long, float or double, got " + value.getClass().getName());
    };
  }

  @Override
  public String toString() {
    return switch (kind) {
      case BOOLEAN -> String.valueOf(integral != 0);
      case INTEGRAL -> String.valueOf(integral);
      case FLOATING -> String.valueOf(real);
    };
  }
}
