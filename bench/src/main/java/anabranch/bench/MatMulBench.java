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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Products [M, K] x [K, N] of the shapes that {@link MatMulShape} names, or of any. */
@Measures("matrix products of named shapes")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatMulBench implements Workload {
  /** A name, or MxKxN. */
  @Param({"square", "projection", "step", "vector", "feedforward"})
  String shape = "";

  /** Where. */
  @Param("cpu")
  String device = "cpu";

  /** Host threads. */
  @Param({"1", "2"})
  int threads;

  private Opened opened;
  private Tensor a;
  private Tensor b;

  /** Makes the operands, and checks an element of the product against its definition. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    MatMulShape sizes = MatMulShape.of(shape);
    opened = new Opened(device, threads);
    a = opened.make(() -> Tensors.rand(sizes.m(), sizes.k()));
    b = opened.make(() -> Tensors.rand(sizes.k(), sizes.n()));
    opened.call(
        () -> {
          double dot = a.get(0).mul(b.select(1, sizes.n() - 1)).sum().item();
          double got = a.matmul(b).get(0).get(sizes.n() - 1).item();
          Check.close("matmul[0, N - 1]", dot, got, 1e-5);
          return null;
        });
  }

  @Override
  public Work work(UnaryOperator<String> parameter) {
    return Work.ofFlops(MatMulShape.of(parameter.apply("shape")).flops());
  }

  /** One product. */
  @MainFigures({"shape=projection,step threads=all", "shape=vector threads=1"})
  @Benchmark
  public void matmul() throws Exception {
    opened.run(() -> a.matmul(b).rank());
  }

  /** Closes the device. */
  @TearDown(Level.Trial)
  public void close() {
    opened.close();
  }
}
