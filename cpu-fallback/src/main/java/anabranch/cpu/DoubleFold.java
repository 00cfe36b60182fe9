package anabranch.cpu;

import anabranch.cpu.kernel.RowSums;
import anabranch.op.Op;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reductions in binary64, from which narrower types are rounded once.
 *
 * @param before what is done to elements first
 * @param core how they are combined then
 * @param after (combined value, count) to the result; null for the value as it is
 */
record DoubleFold(
    Pointwise.Map1<double[]> before, Fold<double[]> core, @Nullable DoubleBinaryOperator after)
    implements Fold<double[]> {
  private static final Pointwise.Map1<double[]> AS_IS = (a, out, n) -> {};

  private DoubleFold(Pointwise.Map1<double[]> before, Fold<double[]> core) {
    this(before, core, null);
  }

  static DoubleFold of(Op.Reduce op) {
    double parameter = op.parameter();
    return switch (op.kind()) {
      case SUM -> new DoubleFold(AS_IS, new Sum());
      case MEAN -> new DoubleFold(AS_IS, new Sum(), (v, n) -> v / n);
      case PROD -> new DoubleFold(AS_IS, new Product());
      case MAX -> new DoubleFold(AS_IS, new Greatest());
      case MIN -> new DoubleFold(AS_IS, new Least());
      case ANY -> new DoubleFold(DoubleFold::truth, new Greatest(), (v, n) -> v > 0 ? 1 : 0);
      case ALL -> new DoubleFold(DoubleFold::truth, new Least());
      case NORM -> norm(parameter);
      case VAR -> new DoubleFold(AS_IS, new Moments(), (v, n) -> v / Math.max(n - parameter, 0));
      case STD ->
          new DoubleFold(AS_IS, new Moments(), (v, n) -> Math.sqrt(v / Math.max(n - parameter, 0)));
    };
  }

  private static DoubleFold norm(double p) {
    if (p == 0) {
      return new DoubleFold(DoubleFold::truth, new Sum());
    }
    if (p == 1) {
      return new DoubleFold(DoubleOps.unary(Op.Unary.ABS), new Sum());
    }
    if (p == 2) {
      return new DoubleFold(DoubleFold::square, new Sum(), (v, n) -> Math.sqrt(v));
    }
    if (p == Double.POSITIVE_INFINITY) {
      return new DoubleFold(
          DoubleOps.unary(Op.Unary.ABS), new Greatest(), (v, n) -> n == 0 ? 0 : v);
    }
    if (p == Double.NEGATIVE_INFINITY) {
      return new DoubleFold(DoubleOps.unary(Op.Unary.ABS), new Least());
    }
    return new DoubleFold(
        (a, out, n) -> power(a, out, n, p), new Sum(), (v, n) -> Math.pow(v, 1 / p));
  }

  private static void truth(double[] a, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = a[i] != 0 ? 1 : 0;
    }
  }

  private static void square(double[] a, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = a[i] * a[i];
    }
  }

  private static void power(double[] a, double[] out, int count, double p) {
    for (int i = 0; i < count; i++) {
      out[i] = Math.pow(Math.abs(a[i]), p);
    }
  }

  @Override
  public int width() {
    return core.width();
  }

  @Override
  public void clear(double[] state, int columns) {
    core.clear(state, columns);
  }

  @Override
  public void line(double[] x, int count, double[] state) {
    before.apply(x, x, count);
    core.line(x, count, state);
  }

  @Override
  public void row(double[] x, int columns, double[] state) {
    before.apply(x, x, columns);
    core.row(x, columns, state);
  }

  @Override
  public boolean takesFloats() {
    return before == AS_IS && core.takesFloats();
  }

  @Override
  public void floatLine(float[] x, int count, double[] state) {
    core.floatLine(x, count, state);
  }

  @Override
  public void floatRow(float[] x, int columns, double[] state) {
    core.floatRow(x, columns, state);
  }

  @Override
  public void floatRows(
      MemorySegment source, long at, long rowBytes, int rows, int columns, double[] state) {
    core.floatRows(source, at, rowBytes, rows, columns, state);
  }

  @Override
  public void merge(double[] state, double[] later, int columns) {
    core.merge(state, later, columns);
  }

  @Override
  public void finish(double[] state, int columns, long count) {
    core.finish(state, columns, count);
    if (after == null) {
      return;
    }
    for (int j = 0; j < columns; j++) {
      state[j] = after.applyAsDouble(state[j], (double) count);
    }
  }

  /** By eight sums side by side: exact enough, and no addition waits for the one before. */
  static double sum(double[] x, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i < count - 7; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    for (; i < count; i++) {
      s0 += x[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** As {@link #sum(double[], int)}, with the same roundings. */
  private static double sum(float[] x, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i < count - 7; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    for (; i < count; i++) {
      s0 += x[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /**
   * What the folds of one number per result share: merging is folding, and nothing is to finish.
   */
  private abstract static class Single implements Fold<double[]> {
    private final double neutral;

    Single(double neutral) {
      this.neutral = neutral;
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public void clear(double[] state, int columns) {
      Arrays.fill(state, 0, columns, neutral);
    }

    @Override
    public void merge(double[] state, double[] later, int columns) {
      row(later, columns, state);
    }

    @Override
    public void finish(double[] state, int columns, long count) {}
  }

  private static final class Sum extends Single {
    Sum() {
      super(0);
    }

    @Override
    public void line(double[] x, int count, double[] state) {
      state[0] += DoubleFold.sum(x, count);
    }

    @Override
    public void row(double[] x, int columns, double[] state) {
      for (int j = 0; j < columns; j++) {
        state[j] += x[j];
      }
    }

    @Override
    public boolean takesFloats() {
      return true;
    }

    @Override
    public void floatLine(float[] x, int count, double[] state) {
      state[0] += DoubleFold.sum(x, count);
    }

    @Override
    public void floatRow(float[] x, int columns, double[] state) {
      for (int j = 0; j < columns; j++) {
        state[j] += x[j];
      }
    }

    @Override
    public void floatRows(
        MemorySegment source, long at, long rowBytes, int rows, int columns, double[] state) {
      RowSums.add(source, at, rowBytes, rows, columns, state);
    }
  }

  private static final class Product extends Single {
    Product() {
      super(1);
    }

    @Override
    public void line(double[] x, int count, double[] state) {
      double product = state[0];
      for (int i = 0; i < count; i++) {
        product *= x[i];
      }
      state[0] = product;
    }

    @Override
    public void row(double[] x, int columns, double[] state) {
      for (int j = 0; j < columns; j++) {
        state[j] *= x[j];
      }
    }
  }

  private static final class Greatest extends Single {
    Greatest() {
      super(Double.NEGATIVE_INFINITY);
    }

    @Override
    public void line(double[] x, int count, double[] state) {
      double greatest = state[0];
      for (int i = 0; i < count; i++) {
        greatest = Math.max(greatest, x[i]);
      }
      state[0] = greatest;
    }

    @Override
    public void row(double[] x, int columns, double[] state) {
      for (int j = 0; j < columns; j++) {
        state[j] = Math.max(state[j], x[j]);
      }
    }
  }

  private static final class Least extends Single {
    Least() {
      super(Double.POSITIVE_INFINITY);
    }

    @Override
    public void line(double[] x, int count, double[] state) {
      double least = state[0];
      for (int i = 0; i < count; i++) {
        least = Math.min(least, x[i]);
      }
      state[0] = least;
    }

    @Override
    public void row(double[] x, int columns, double[] state) {
      for (int j = 0; j < columns; j++) {
        state[j] = Math.min(state[j], x[j]);
      }
    }
  }

  /**
   * Sums of squared differences from the mean, by the update of Chan, Golub and LeVeque (1979). The
   * state is the sum, the mean and the count.
   */
  private static final class Moments implements Fold<double[]> {
    @Override
    public int width() {
      return 3;
    }

    @Override
    public void clear(double[] state, int columns) {
      Arrays.fill(state, 0, 3 * columns, 0);
    }

    @Override
    public void line(double[] x, int count, double[] state) {
      double mean = DoubleFold.sum(x, count) / count;
      for (int i = 0; i < count; i++) {
        double difference = x[i] - mean;
        x[i] = difference * difference;
      }
      merge(state, new double[] {DoubleFold.sum(x, count), mean, count}, 1);
    }

    @Override
    public void row(double[] x, int columns, double[] state) {
      double count = state[2 * columns] + 1;
      double share = 1 / count;
      for (int j = 0; j < columns; j++) {
        double difference = x[j] - state[columns + j];
        double mean = state[columns + j] + difference * share;
        state[j] += difference * (x[j] - mean);
        state[columns + j] = mean;
        state[2 * columns + j] = count;
      }
    }

    @Override
    public void merge(double[] state, double[] later, int columns) {
      for (int j = 0; j < columns; j++) {
        double own = state[2 * columns + j];
        double other = later[2 * columns + j];
        double all = own + other;
        double difference = later[columns + j] - state[columns + j];
        state[j] += later[j] + difference * difference * (own * other / all);
        state[columns + j] += difference * (other / all);
        state[2 * columns + j] = all;
      }
    }

    @Override
    public void finish(double[] state, int columns, long count) {}
  }
}
