package anabranch.cpu;

import anabranch.op.Op;
import anabranch.shape.DTypeException;
import java.util.Arrays;

/**
 * Reductions in 64-bit whole numbers. Each way of combining has loops of its own, which the
 * compiler sees whole; truth values are 0 and 1, of which ANY is the largest and ALL the smallest.
 */
final class LongFold implements Fold<long[]> {
  private enum Combining {
    SUM,
    PROD,
    MAX,
    MIN
  }

  private final Combining combining;
  private final boolean truth;
  private final long neutral;

  private LongFold(Combining combining, boolean truth, long neutral) {
    this.combining = combining;
    this.truth = truth;
    this.neutral = neutral;
  }

  static LongFold of(Op.Reduce op) {
    return switch (op.kind()) {
      case SUM -> new LongFold(Combining.SUM, false, 0);
      case PROD -> new LongFold(Combining.PROD, false, 1);
      case MAX -> new LongFold(Combining.MAX, false, Long.MIN_VALUE);
      case MIN -> new LongFold(Combining.MIN, false, Long.MAX_VALUE);
      case ANY -> new LongFold(Combining.MAX, true, 0);
      case ALL -> new LongFold(Combining.MIN, true, 1);
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
    toTruth(x, count);
    long result = state[0];
    switch (combining) {
      case SUM -> {
        for (int i = 0; i < count; i++) {
          result += x[i];
        }
      }
      case PROD -> {
        for (int i = 0; i < count; i++) {
          result *= x[i];
        }
      }
      case MAX -> {
        for (int i = 0; i < count; i++) {
          result = Math.max(result, x[i]);
        }
      }
      case MIN -> {
        for (int i = 0; i < count; i++) {
          result = Math.min(result, x[i]);
        }
      }
    }
    state[0] = result;
  }

  @Override
  public void row(long[] x, int columns, long[] state) {
    toTruth(x, columns);
    merge(state, x, columns);
  }

  private void toTruth(long[] x, int count) {
    if (truth) {
      for (int i = 0; i < count; i++) {
        x[i] = x[i] != 0 ? 1 : 0;
      }
    }
  }

  @Override
  public void merge(long[] state, long[] later, int columns) {
    switch (combining) {
      case SUM -> {
        for (int j = 0; j < columns; j++) {
          state[j] += later[j];
        }
      }
      case PROD -> {
        for (int j = 0; j < columns; j++) {
          state[j] *= later[j];
        }
      }
      case MAX -> {
        for (int j = 0; j < columns; j++) {
          state[j] = Math.max(state[j], later[j]);
        }
      }
      case MIN -> {
        for (int j = 0; j < columns; j++) {
          state[j] = Math.min(state[j], later[j]);
        }
      }
    }
  }

  @Override
  public void finish(long[] state, int columns, long count) {}
}
