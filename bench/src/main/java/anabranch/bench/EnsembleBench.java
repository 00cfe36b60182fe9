package anabranch.bench;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.examples.LstmEnsemble;
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

/** The tutorial's ensemble: 4 bidirectional LSTMs, T = B = 50, C = 1024; 335.5 GFLOP. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EnsembleBench {
  /** Members. */
  @Param("4")
  int members;

  /** Time steps. */
  @Param("50")
  int steps;

  /** Rows of a batch. */
  @Param("50")
  int batch;

  /** Inputs, and hidden units of a direction. */
  @Param("1024")
  int hidden;

  /** Where. */
  @Param("cpu")
  String device = "cpu";

  /** Host threads. */
  @Param({"1", "2"})
  int threads;

  /** What overlaps. */
  @Param LstmEnsemble.Mode mode = LstmEnsemble.Mode.SEQUENTIAL;

  private Opened opened;
  private LstmEnsemble ensemble;
  private Tensor x;

  /**
   * Makes ensemble and input, and checks that the mode changes no bit of the result, on a GPU
   * hardly.
   */
  @Setup(Level.Trial)
  public void open() throws Exception {
    opened = new Opened(device, threads);
    ensemble = opened.call(() -> new LstmEnsemble(members, hidden));
    x = opened.make(() -> Tensors.rand(steps, batch, hidden));
    opened.call(
        () -> {
          Tensor sequential = ensemble.mode(LstmEnsemble.Mode.SEQUENTIAL).apply(x);
          Tensor other = ensemble.mode(mode).apply(x);
          double difference = sequential.sub(other).abs().max().item();
          Check.close("1 + the modes' difference", 1, 1 + difference, cpu() ? 0 : 1e-5);
          Check.positive("the ensemble's output", other.abs().sum().item());
          return null;
        });
  }

  private boolean cpu() {
    return device.equals("cpu");
  }

  /** One run. */
  @Benchmark
  public void ensemble() throws Exception {
    opened.run(() -> ensemble.apply(x).rank());
  }

  /** Closes the device. */
  @TearDown(Level.Trial)
  public void close() {
    opened.close();
  }
}
