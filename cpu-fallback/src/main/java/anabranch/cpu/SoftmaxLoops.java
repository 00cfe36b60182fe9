package anabranch.cpu;

import anabranch.cpu.kernel.FloatMath;
import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.spi.Workers;

/** Softmax and its logarithm along lines, shifted by the greatest element. */
final class SoftmaxLoops {
  /** Lines up to this length stay in an array from pass to pass; longer ones are read again. */
  private static final int KEPT = 1 << 14;

  private SoftmaxLoops() {}

  /** The passes over a line's blocks. */
  private interface Passes<A> {
    /** The greatest of {@code greatest} and the elements; NaN if any is. */
    double greatest(A x, int count, double greatest);

    /** x = e^(x - shift), and their sum. */
    double exponentials(A x, int count, double shift);

    /** x = x * factor. */
    void scale(A x, int count, double factor);

    /** x = (x - shift) - logarithm. */
    void shift(A x, int count, double shift, double logarithm);
  }

  private static final class Doubles implements Passes<double[]> {
    @Override
    public double greatest(double[] x, int count, double greatest) {
      double most = greatest;
      for (int i = 0; i < count; i++) {
        most = Math.max(most, x[i]);
      }
      return most;
    }

    @Override
    public double exponentials(double[] x, int count, double shift) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        x[i] = Math.exp(x[i] - shift);
        sum += x[i];
      }
      return sum;
    }

    @Override
    public void scale(double[] x, int count, double factor) {
      for (int i = 0; i < count; i++) {
        x[i] *= factor;
      }
    }

    @Override
    public void shift(double[] x, int count, double shift, double logarithm) {
      for (int i = 0; i < count; i++) {
        x[i] = x[i] - shift - logarithm;
      }
    }
  }

  private static final class Floats implements Passes<float[]> {
    private final FloatMath math;

    Floats(FloatMath math) {
      this.math = math;
    }

    @Override
    public double greatest(float[] x, int count, double greatest) {
      float most = (float) greatest;
      for (int i = 0; i < count; i++) {
        most = Math.max(most, x[i]);
      }
      return most;
    }

    @Override
    public double exponentials(float[] x, int count, double shift) {
      float by = (float) shift;
      for (int i = 0; i < count; i++) {
        x[i] -= by;
      }
      math.exp(x, x, count);
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += x[i];
      }
      return sum;
    }

    @Override
    public void scale(float[] x, int count, double factor) {
      float by = (float) factor;
      for (int i = 0; i < count; i++) {
        x[i] *= by;
      }
    }

    @Override
    public void shift(float[] x, int count, double shift, double logarithm) {
      float by = (float) shift;
      float log = (float) logarithm;
      for (int i = 0; i < count; i++) {
        x[i] = x[i] - by - log;
      }
    }
  }

  static void softmax(Workers workers, FloatMath math, Op.Softmax op, Operand out, Operand x) {
    if (x.dtype() == DType.F64) {
      run(workers, DoubleBlocks.INSTANCE, new Doubles(), op, out, x);
    } else {
      run(workers, FloatBlocks.INSTANCE, new Floats(math), op, out, x);
    }
  }

  private static <A> void run(
      Workers workers, Blocks<A> blocks, Passes<A> passes, Op.Softmax op, Operand out, Operand x) {
    Lines lines = new Lines(op.dim(), x, out);
    int size = (int) Math.min(lines.length(x), KEPT);
    lines.run(
        workers,
        () -> {
          Line<A> line = new Line<>(blocks, passes, op.log(), lines, out, x, blocks.make(size));
          return at -> line.run(at[0], at[1]);
        });
  }

  /** What one thread does a line with. */
  private record Line<A>(
      Blocks<A> blocks,
      Passes<A> passes,
      boolean log,
      Lines lines,
      Operand out,
      Operand x,
      A block) {
    void run(long from, long to) {
      long length = lines.length(x);
      boolean kept = length <= KEPT;
      double greatest = Double.NEGATIVE_INFINITY;
      for (long i = 0; i < length; i += KEPT) {
        greatest = passes.greatest(block, load(from, i), greatest);
      }
      double sum = 0;
      for (long i = 0; i < length; i += KEPT) {
        int n = kept ? (int) length : load(from, i);
        sum += passes.exponentials(block, n, greatest);
      }
      for (long i = 0; i < length; i += KEPT) {
        int n = kept && !log ? (int) length : load(from, i);
        if (log) {
          passes.shift(block, n, greatest, Math.log(sum));
        } else {
          if (!kept) {
            passes.exponentials(block, n, greatest);
          }
          passes.scale(block, n, 1 / sum);
        }
        long stride = lines.stride(out);
        blocks.store(block, 0, out.segment(), out.dtype(), to + i * stride, stride, n);
      }
    }

    private int load(long from, long i) {
      int n = (int) Math.min(KEPT, lines.length(x) - i);
      long stride = lines.stride(x);
      blocks.load(x.segment(), x.dtype(), from + i * stride, stride, block, 0, n);
      return n;
    }
  }
}
