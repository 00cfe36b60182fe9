package anabranch.cuda.launch;

import anabranch.op.Op;

/**
 * What reduce.cu does with elements: the numbers are its.
 *
 * @param before what is done to each
 * @param combine how they are combined
 * @param after what is done to the result
 * @param exponent of elements, where they are raised
 * @param argument what the result is divided by or raised to
 */
record Fold(int before, int combine, int after, double exponent, double argument) {
  private static final int AS_IS = 0;
  private static final int TRUTH = 1;
  private static final int ABSOLUTE = 2;
  private static final int SQUARE = 3;
  private static final int POWER = 4;
  private static final int DEVIATION = 5;

  private static final int SUM = 0;
  private static final int PRODUCT = 1;
  private static final int GREATEST = 2;
  private static final int LEAST = 3;

  private static final int NOTHING = 0;
  private static final int DIVIDE = 1;
  private static final int DIVIDE_AND_ROOT = 2;
  private static final int RAISE = 3;

  /** The fold of {@code count} elements; those of VAR and STD are held against their mean. */
  static Fold of(Op.Reduce op, long count) {
    double freedom = Math.max(count - op.parameter(), 0);
    return switch (op.kind()) {
      case SUM -> plain(AS_IS, SUM);
      case MEAN -> mean(count);
      case PROD -> plain(AS_IS, PRODUCT);
      case MAX -> plain(AS_IS, GREATEST);
      case MIN -> plain(AS_IS, LEAST);
      case ANY -> plain(TRUTH, GREATEST);
      case ALL -> plain(TRUTH, LEAST);
      case NORM -> norm(op.parameter());
      case VAR -> new Fold(DEVIATION, SUM, DIVIDE, 0, freedom);
      case STD -> new Fold(DEVIATION, SUM, DIVIDE_AND_ROOT, 0, freedom);
    };
  }

  static Fold mean(long count) {
    return new Fold(AS_IS, SUM, DIVIDE, 0, count);
  }

  private static Fold norm(double p) {
    if (p == 0) {
      return plain(TRUTH, SUM);
    }
    if (p == 1) {
      return plain(ABSOLUTE, SUM);
    }
    if (p == 2) {
      return new Fold(SQUARE, SUM, DIVIDE_AND_ROOT, 0, 1);
    }
    if (Double.isInfinite(p)) {
      return plain(ABSOLUTE, p > 0 ? GREATEST : LEAST);
    }
    return new Fold(POWER, SUM, RAISE, p, 1 / p);
  }

  private static Fold plain(int before, int combine) {
    return new Fold(before, combine, NOTHING, 0, 0);
  }

  /** The first of two stages: elements to the states of parts. */
  Fold first() {
    return new Fold(before, combine, NOTHING, exponent, 0);
  }

  /** The second of two stages: the states of parts to a result. */
  Fold second() {
    return new Fold(AS_IS, combine, after, 0, argument);
  }

  /** Whether elements are held against their mean. */
  boolean isOfDeviations() {
    return before == DEVIATION;
  }

  /** Whether the kernel for plain sums does it. */
  boolean isPlainSum() {
    return before == AS_IS && combine == SUM && (after == NOTHING || after == DIVIDE);
  }
}
