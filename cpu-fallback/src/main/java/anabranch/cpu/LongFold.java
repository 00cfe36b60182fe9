package anabranch.cpu;

import anabranch.op.Op;
import anabranch.shape.DTypeException;
import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/** Reductions in 64-bit whole numbers. */
final class LongFold implements Fold<long[]> {
  private final boolean truth;
  private final long neutral;
  private final LongBinaryOperator combine;

  private LongFold(boolean truth, long neutral, LongBinaryOperator combine) {
    this.truth = truth;
    this.neutral = neutral;
    this.combine = combine;
  }

  static LongFold of(Op.Reduce op) {
    return switch (op.kind()) {
      case SUM -> new LongFold(false, 0, Long::sum);
      case PROD -> new LongFold(false, 1, (a, b) -> a * b);
      case MAX -> new LongFold(false, Long.MIN_VALUE, Math::max);
      case MIN -> new LongFold(false, Long.MAX_VALUE, Math::min);
      case ANY -> new LongFold(true, 0, (a, b) -> a | b);
      case ALL -> new LongFold(true, 1, (a, b) -> a & b);
      case MEAN, NORM, VAR, STD -> throw new DTypeException(op.opName() + " is for floating types");
    };
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void clear(long[] state, int columns) {
    Arrays.fill(state, 0, columns, neutral);
  }

  @Override
  public void line(long[] x, int count, long[] state) {
    long result = state[0];
    for (int i = 0; i < count; i++) {
      result = combine.applyAsLong(result, element(x[i]));
    }
    state[0] = result;
  }

  @Override
  public void row(long[] x, int columns, long[] state) {
    for (int j = 0; j < columns; j++) {
      state[j] = combine.applyAsLong(state[j], element(x[j]));
    }
  }

  private long element(long value) {
    return !truth ? value : value != 0 ? 1 : 0;
  }

  @Override
  public void merge(long[] state, long[] later, int columns) {
    for (int j = 0; j < columns; j++) {
      state[j] = combine.applyAsLong(state[j], later[j]);
    }
  }

  @Override
  public void finish(long[] state, int columns, long count) {}
}
