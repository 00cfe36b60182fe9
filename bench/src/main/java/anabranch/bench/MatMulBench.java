package anabranch.bench;

import anabranch.Tensor;
import anabranch.Tensors;
import java.util.Arrays;
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

/** Products [M, K] x [K, N]: a square one, an LSTM's input projection, and one of its steps. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatMulBench {
  /** M, K and N. */
  @Param({"1024x1024x1024", "2500x1024x4096", "50x1024x4096"})
  String sizes = "";

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
    long[] mkn = Arrays.stream(sizes.split("x", 3)).mapToLong(Long::parseLong).toArray();
    opened = new Opened(device, threads);
    a = opened.make(() -> Tensors.rand(mkn[0], mkn[1]));
    b = opened.make(() -> Tensors.rand(mkn[1], mkn[2]));
    opened.call(
        () -> {
          double dot = a.get(0).mul(b.select(1, mkn[2] - 1)).sum().item();
          double got = a.matmul(b).get(0).get(mkn[2] - 1).item();
          Check.close("matmul[0, N - 1]", dot, got, 1e-5);
          return null;
        });
  }

  /** One product. */
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
