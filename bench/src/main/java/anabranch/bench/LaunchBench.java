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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the host pays to launch one kernel: by an operation of ours, from the method to the driver,
 * and by JCuda's call alone, of the same kernel. Where a launch does nothing else (the emulator,
 * with {@code ANABRANCH_EMULATOR=launch=null}), that is the cost of the path.
 */
@Measures("what the host pays to launch a kernel, beside JCuda; needs CUDA")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(1)
public class LaunchBench {
  private static final int TIMES = 1000;

  /** Where. */
  @Param("cuda:0")
  String device = "cuda:0";

  private Opened opened;
  private Tensor x;
  private JcudaLaunch launch;

  /** Makes the operand, and checks that an operation changes it where launches do anything. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    opened = new Opened(device, 1);
    x = opened.make(() -> Tensors.ones(1));
    opened.run(() -> x.neg_());
    if (!"launch=null".equals(System.getenv("ANABRANCH_EMULATOR"))) {
      Check.close("the negated number", -1, opened.call(() -> x.item()), 0);
    }
    launch = opened.call(JcudaLaunch::new);
  }

  /** Operations in place, one after the other. */
  @Benchmark
  @MainFigures("device=cuda:0")
  @OperationsPerInvocation(TIMES)
  public void operation() throws Exception {
    opened.run(
        () -> {
          for (int i = 0; i < TIMES; i++) {
            x.neg_();
          }
          return null;
        });
  }

  /** Launches by JCuda, one after the other. */
  @Benchmark
  @MainFigures("device=cuda:0")
  @OperationsPerInvocation(TIMES)
  public void jcuda() throws Exception {
    opened.call(
        () -> {
          for (int i = 0; i < TIMES; i++) {
            launch.run();
          }
          launch.synchronize();
          return null;
        });
  }

  /** Closes the device. */
  @TearDown(Level.Trial)
  public void close() {
    launch.close();
    opened.close();
  }
}
