package anabranch.bench;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.nn.Lstm;
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

/** One layer and direction of an LSTM: T = B = 50, C = 1024 inputs and hidden units; 41.9 GFLOP. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LstmBench {
  /** Time steps. */
  @Param("50")
  int steps;

  /** Rows of a batch. */
  @Param("50")
  int batch;

  /** Inputs, and hidden units. */
  @Param("1024")
  int hidden;

  /** Where. */
  @Param("cpu")
  String device = "cpu";

  /** Host threads. */
  @Param({"1", "2"})
  int threads;

  private Opened opened;
  private Lstm lstm;
  private Tensor x;

  /** Makes layer and input, and checks that the last output is the last hidden state. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    opened = new Opened(device, threads);
    lstm = opened.call(() -> Lstm.of(hidden, hidden));
    x = opened.make(() -> Tensors.rand(steps, batch, hidden));
    opened.call(
        () -> {
          Lstm.Output out = lstm.apply(x);
          double last = out.output().get(steps - 1).abs().sum().item();
          Check.close("lstm's last step", out.hn().abs().sum().item(), last, 1e-6);
          Check.positive("lstm's last step", last);
          return null;
        });
  }

  /** All steps. */
  @Benchmark
  public void lstm() throws Exception {
    opened.run(() -> lstm.apply(x).output().rank());
  }

  /** Closes the device. */
  @TearDown(Level.Trial)
  public void close() {
    opened.close();
  }
}
