package anabranch.bench;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.examples.LstmEnsemble;
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

/**
 * The tutorial's ensemble of bidirectional LSTMs over one input, by default of its sizes (335.5
 * GFLOP) and of smaller ones.
 */
@Measures("the tutorial's ensemble: modes, devices, precisions, sizes")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EnsembleBench implements Workload {
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
  @Param({"1024", "256", "64"})
  int hidden;

  /** Where. */
  @Param("cpu")
  String device = "cpu";

  /** How far products may be rounded: fp32; on CUDA tf32 or bf16 too. */
  @Param("fp32")
  String precision = "fp32";

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
    opened = Opened.with(device, threads, precision);
    ensemble = opened.call(() -> new LstmEnsemble(members, hidden));
    x = opened.make(() -> Tensors.rand(steps, batch, hidden));
    opened.call(
        () -> {
          Tensor sequential = ensemble.mode(LstmEnsemble.Mode.SEQUENTIAL).apply(x);
          Tensor other = ensemble.mode(mode).apply(x);
          double difference = sequential.sub(other).abs().max().item();
          Check.close("1 + the modes' difference", 1, 1 + difference, tolerance());
          Check.positive("the ensemble's output", other.abs().sum().item());
          return null;
        });
  }

  private double tolerance() {
    return device.equals("cpu") ? 0 : 1e-5;
  }

  @Override
  public Work work(UnaryOperator<String> parameter) {
    int hidden = Integer.parseInt(parameter.apply("hidden"));
    int steps = Integer.parseInt(parameter.apply("steps"));
    int batch = Integer.parseInt(parameter.apply("batch"));
    LstmShape direction = new LstmShape(steps, batch, hidden, hidden, 1);
    return Work.ofFlops(2.0 * Integer.parseInt(parameter.apply("members")) * direction.flops());
  }

  /** One run. */
  @MainFigures({
    "hidden=1024 mode=SEQUENTIAL,MEMBERS threads=all",
    "hidden=64 mode=MEMBERS threads=all"
  })
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
