package anabranch.bench;

import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;

import anabranch.Future;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.profile.Profiler;
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
 * What recording costs: time per fork and await, and per operation on a scalar, with a recording
 * and without. What the hooks cost without one is {@link HooksBench}'s.
 */
@Measures("what a recording costs per fork and per operation")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ProfilerBench {
  private static final int TIMES = 10_000;
  private static final int GROUP = 8;

  /** Whether a recording is under way. */
  @Param({"false", "true"})
  boolean recording;

  /** Where it runs. */
  @Param("cpu")
  String device = "cpu";

  /** Host threads. */
  @Param("2")
  int threads;

  private Opened opened;
  private Tensor x;

  /** Makes the operand, and checks the value of a group. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    opened = new Opened(device, threads);
    x = opened.make(() -> Tensors.ones());
    opened.call(
        () -> {
          Check.close("the sum of the forks", -GROUP, Tensors.stack(group()).sum().item(), 0);
          return null;
        });
  }

  /** Forks, in groups of eight, each awaited. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public void forkAwait() throws Exception {
    run(
        () -> {
          for (int i = 0; i < TIMES / GROUP; i++) {
            anabranch.Scope.run(this::group);
          }
        });
  }

  /** Operations, one after the other. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public void op() throws Exception {
    run(
        () ->
            anabranch.Scope.run(
                () -> {
                  for (int i = 0; i < TIMES; i++) {
                    x.neg().close();
                  }
                }));
  }

  private void run(Runnable body) throws Exception {
    opened.call(
        () -> {
          if (recording) {
            Profiler.record(body::run);
          } else {
            body.run();
          }
          return null;
        });
  }

  private List<Tensor> group() {
    List<Future<Tensor>> futures = new ArrayList<>(GROUP);
    for (int i = 0; i < GROUP; i++) {
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
