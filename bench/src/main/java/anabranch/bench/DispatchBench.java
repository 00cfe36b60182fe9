package anabranch.bench;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the engine itself costs per operation, by kind of operation: on a device that computes
 * nothing, from the method to the backend's, the result freed as its scope ends.
 */
@Measures("what the engine itself costs per operation: on a device that does nothing")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DispatchBench {
  /** How many operations a scope holds. */
  static final int TIMES = 1000;

  /** What is done with two matrices of 2 x 2. */
  public enum Kind {
    /** A view: no operation at all. */
    VIEW,
    /** One operand. */
    UNARY,
    /** One operand, written in place. */
    IN_PLACE,
    /** Two operands of the same shape. */
    BINARY,
    /** Two operands, of which one is a row. */
    BROADCAST,
    /** An operand and a number. */
    SCALAR,
    /** Two operands, of which one is cast first: two operations. */
    PROMOTE,
    /** A sum over one dimension. */
    REDUCE,
    /** A matrix product. */
    MATMUL,
    /** Two tensors joined: an operation for each. */
    CAT;

    Tensor of(Tensor x, Tensor whole) {
      return switch (this) {
        case VIEW -> x.t();
        case UNARY -> x.neg();
        case IN_PLACE -> x.abs_();
        case BINARY -> x.add(x);
        case BROADCAST -> x.add(x.get(0));
        case SCALAR -> x.add(1);
        case PROMOTE -> x.add(whole);
        case REDUCE -> x.sum(0);
        case MATMUL -> x.matmul(x);
        case CAT -> Tensors.cat(0, x, x);
      };
    }

    /** What that is of [[1, 2], [3, 4]] and as many ones. */
    float[] expected() {
      return switch (this) {
        case VIEW -> new float[] {1, 3, 2, 4};
        case UNARY -> new float[] {-1, -2, -3, -4};
        case IN_PLACE -> new float[] {1, 2, 3, 4};
        case BINARY -> new float[] {2, 4, 6, 8};
        case BROADCAST -> new float[] {2, 4, 4, 6};
        case SCALAR, PROMOTE -> new float[] {2, 3, 4, 5};
        case REDUCE -> new float[] {4, 6};
        case MATMUL -> new float[] {7, 10, 15, 22};
        case CAT -> new float[] {1, 2, 3, 4, 1, 2, 3, 4};
      };
    }
  }

  /** The operation. */
  @Param Kind kind = Kind.UNARY;

  private Opened opened;
  private Tensor x;
  private Tensor whole;

  /**
   * Makes the operands, and checks the operation's values on the CPU, and that the device that
   * computes nothing gives a result of that shape and keeps no memory.
   */
  @Setup(Level.Trial)
  public void open() throws Exception {
    long[] sizes = checkOnCpu();
    opened = Opened.nothing(1);
    x = opened.make(() -> Tensors.ones(2, 2));
    whole = opened.make(() -> Tensors.ones(DType.I64, 2, 2));
    long before = opened.device().memory().live();
    opened.call(
        () -> {
          Check.same(kind + "'s shape", sizes, kind.of(x, whole).shape().sizes());
          return null;
        });
    Check.same(kind + "'s memory", before, opened.device().memory().live());
  }

  private long[] checkOnCpu() throws Exception {
    try (Opened cpu = new Opened("cpu", 1)) {
      return cpu.call(
          () -> {
            Tensor values = Tensors.of(new float[] {1, 2, 3, 4}, 2, 2);
            Tensor got = kind.of(values, Tensors.ones(DType.I64, 2, 2));
            Check.same(kind + "'s values", kind.expected(), got.toFloatArray());
            return got.shape().sizes();
          });
    }
  }

  /** Operations one after the other, in a scope. */
  @Benchmark
  @MainFigures("kind=VIEW,BINARY,MATMUL")
  @OperationsPerInvocation(TIMES)
  public void dispatch() throws Exception {
    opened.call(
        () -> {
          for (int i = 0; i < TIMES; i++) {
            kind.of(x, whole);
          }
          return null;
        });
  }

  /** Closes the device. */
  @TearDown(Level.Trial)
  public void close() {
    opened.close();
  }
}
