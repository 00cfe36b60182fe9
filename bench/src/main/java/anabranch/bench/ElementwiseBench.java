package anabranch.bench;

import anabranch.Tensor;
import anabranch.Tensors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
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
public class ElementwiseBench {
  /** What is computed. */
  public enum Kind {
    /** Reads x, writes. */
    COPY,
    /** Reads x, writes. */
    NEG,
    /** Reads x and y, writes. */
    ADD,
    /** Reads x, writes, and computes a good deal. */
    SIGMOID;

    Tensor of(Tensor x, Tensor y) {
      return switch (this) {
        case COPY -> x.clone();
        case NEG -> x.neg();
        case ADD -> x.add(y);
        case SIGMOID -> x.sigmoid();
      };
    }

    double of(double x, double y) {
      return switch (this) {
        case COPY -> x;
        case NEG -> -x;
        case ADD -> x + y;
        case SIGMOID -> 1 / (1 + Math.exp(-x));
      };
    }

    /** How many bytes move per element of F32, the write counted once. */
    int bytes() {
      return this == ADD ? 12 : 8;
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
          double expected = kind.of(x.get(elements - 1).item(), y.get(elements - 1).item());
          double got = kind.of(x, y).get(elements - 1).item();
          Check.close(kind.name(), expected, got, 1e-6);
          return null;
        });
  }

  /** One operation on all elements. */
  @Benchmark
  public void elementwise() throws Exception {
    opened.run(() -> kind.of(x, y).rank());
  }

  /** Closes the device. */
  @TearDown(Level.Trial)
  public void close() {
    opened.close();
  }
}
