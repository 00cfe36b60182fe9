package anabranch.bench;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.nn.Lstm;
import anabranch.nn.RecurrentOptions;
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

/** An LSTM of the sizes that {@link LstmShape} names, or of any; one direction. */
@Measures("LSTM layers of named shapes")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LstmBench implements Workload {
  /** A name, or TxBxIxHxL. */
  @Param({"tutorial", "keyword", "language", "speech"})
  String shape = "";

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
    LstmShape sizes = LstmShape.of(shape);
    RecurrentOptions options =
        RecurrentOptions.of(sizes.inputs(), sizes.hidden()).withNumLayers(sizes.layers());
    opened = new Opened(device, threads);
    lstm = opened.call(() -> Lstm.of(options));
    x = opened.make(() -> Tensors.rand(sizes.steps(), sizes.batch(), sizes.inputs()));
    opened.call(
        () -> {
          Lstm.Output out = lstm.apply(x);
          double last = out.output().get(sizes.steps() - 1).abs().sum().item();
          Check.close(
              "lstm's last step", out.hn().get(sizes.layers() - 1).abs().sum().item(), last, 1e-6);
          Check.positive("lstm's last step", last);
          return null;
        });
  }

  @Override
  public Work work(UnaryOperator<String> parameter) {
    return Work.ofFlops(LstmShape.of(parameter.apply("shape")).flops());
  }

  /** All steps. */
  @MainFigures({"shape=tutorial,speech threads=all", "shape=keyword,language threads=1"})
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
