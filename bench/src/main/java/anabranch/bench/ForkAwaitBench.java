package anabranch.bench;

import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;

import anabranch.Future;
import anabranch.Tensor;
import anabranch.Tensors;
import java.util.ArrayList;
import java.util.List;
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
 * The cost of a fork and its await: time per fork of {@code neg} on a scalar, in groups of some
 * forks.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ForkAwaitBench {
  /** How many forks an invocation makes, in groups. */
  static final int FORKS = 10_000;

  /** How many are forked before the first is awaited; divides {@link #FORKS}. */
  @Param({"1", "8", "100", "10000"})
  int group;

  /** Where. */
  @Param("cpu")
  String device = "cpu";

  /** Host threads. */
  @Param({"1", "2"})
  int threads;

  private Opened opened;
  private Tensor x;

  /** Makes the operand, and checks a group's sum. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    opened = new Opened(device, threads);
    x = opened.make(() -> Tensors.ones());
    opened.call(
        () -> {
          Check.close("the sum of the forks", -group, Tensors.stack(group()).sum().item(), 0);
          return null;
        });
  }

  /** Many forks, each awaited. */
  @Benchmark
  @OperationsPerInvocation(FORKS)
  public void forkAwait() throws Exception {
    opened.run(
        () -> {
          for (int i = 0; i < FORKS / group; i++) {
            anabranch.Scope.run(this::group);
          }
          return null;
        });
  }

  private List<Tensor> group() {
    List<Future<Tensor>> futures = new ArrayList<>(group);
    for (int i = 0; i < group; i++) {
      futures.add(fork(Tensor::neg, x));
    }
    return awaitAll(futures);
  }

  /** Closes the device. */
  @TearDown(Level.Trial)
  public void close() {
    opened.close();
  }
}
