package anabranch.bench;

import anabranch.Tensor;
import anabranch.Tensors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
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
 * Operations that read and write memory and compute little, beside a plain copy of the same size.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@Measures("operations that stream memory, beside a copy")
public class ElementwiseBench implements Workload {
  /**
   * Operations for which the thread of the pool is woken once: that takes as long as a small one.
   */
  static final int OPERATIONS = 16;

  /** What is computed. */
  public enum Kind {
    /** Reads x, writes. */
    COPY,
    /** Reads x, writes. */
    NEG,
    /** Reads x and y, writes. */
    ADD,
    /** Reads x, writes, and computes a good deal. */
    SIGMOID,
    /** Reads x. */
    SUM;

    Tensor of(Tensor x, Tensor y) {
      return switch (this) {
        case COPY -> x.clone();
        case NEG -> x.neg();
        case ADD -> x.add(y);
        case SIGMOID -> x.sigmoid();
        case SUM -> x.sum();
      };
    }

    /** The result's last element, from the operands' elements. */
    double last(float[] x, float[] y) {
      double xLast = x[x.length - 1];
      return switch (this) {
        case COPY -> xLast;
        case NEG -> -xLast;
        case ADD -> xLast + y[y.length - 1];
        case SIGMOID -> 1 / (1 + Math.exp(-xLast));
        case SUM -> sum(x);
      };
    }

    private static double sum(float[] x) {
      double sum = 0;
      for (float each : x) {
        sum += each;
      }
      return sum;
    }

    /** How many bytes move per element of F32, the write counted once. */
    int bytes() {
      return switch (this) {
        case SUM -> 4;
        case COPY, NEG, SIGMOID -> 8;
        case ADD -> 12;
      };
    }
  }

  /** The operation. */
  @Param Kind kind = Kind.COPY;

  /** Elements: some that caches hold, some that they do not. */
  @Param({"65536", "33554432"})
  int elements;

  /** Where. */
  @Param("cpu")
  String device = "cpu";

  /** Host threads. */
  @Param({"1", "2"})
  int threads;

  private Opened opened;
  private Tensor x;
  private Tensor y;

  /** Makes the operands, and checks an element. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    opened = new Opened(device, threads);
    x = opened.make(() -> Tensors.rand(elements));
    y = opened.make(() -> Tensors.rand(elements));
    opened.call(
        () -> {
          double expected = kind.last(x.toFloatArray(), y.toFloatArray());
          double got = kind.of(x, y).flatten().get(-1).item();
          Check.close(kind.name(), expected, got, 1e-6);
          return null;
        });
  }

  @Override
  public Work work(UnaryOperator<String> parameter) {
    double elements = Double.parseDouble(parameter.apply("elements"));
    return Work.ofBytes(Kind.valueOf(parameter.apply("kind")).bytes() * elements);
  }

  /** One operation on all elements. */
  @MainFigures({
    "kind=ADD,SIGMOID,SUM elements=33554432 threads=all",
    "kind=ADD elements=65536 threads=1"
  })
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void elementwise() throws Exception {
    opened.run(
        () -> {
          for (int i = 0; i < OPERATIONS; i++) {
            anabranch.Scope.run(() -> kind.of(x, y));
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
