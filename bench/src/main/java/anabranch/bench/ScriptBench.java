package anabranch.bench;

import static anabranch.Async.await;
import static anabranch.Async.fork;

import anabranch.Future;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.script.Script;
import anabranch.script.ScriptLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
 * What the interpreter of TorchScript costs: forks of {@code neg} on a scalar, awaited in order, in
 * a program and in Java.
 */
@Measures("what a TorchScript program's forks cost beside Java's")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScriptBench {
  private static final String PROGRAM =
      """
      import torch
      from typing import List
      def forks(x, n: int):
          futures: List[torch.jit.Future[torch.Tensor]] = []
          for i in range(n):
              futures.append(torch.jit.fork(torch.neg, x))
          y = x
          for future in futures:
              y = torch.jit.wait(future)
          return y
      """;

  /** Who forks. */
  public enum Way {
    /** This class. */
    JAVA,
    /** A program under the limits for programs from strangers. */
    LIMITED,
    /** A program without limits. */
    TRUSTED
  }

  /** Where. */
  @Param("cpu")
  String device = "cpu";

  /** Host threads. */
  @Param({"1", "2"})
  int threads;

  /** Forks before the first is awaited. */
  @Param("10000")
  int forks;

  /** Who forks. */
  @Param Way way = Way.JAVA;

  private Opened opened;
  private Script script;
  private Tensor x;

  /** Compiles the program, and checks what it gives. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    opened = new Opened(device, threads);
    Script limited = Script.compile(PROGRAM);
    script = way == Way.TRUSTED ? limited.with(ScriptLimits.TRUSTED) : limited;
    x = opened.make(() -> Tensors.ones());
    Check.close("the last of the forks", -1, opened.call(() -> last().item()), 0);
  }

  private Tensor last() {
    if (way != Way.JAVA) {
      return (Tensor) Objects.requireNonNull(script.call("forks", x, forks));
    }
    List<Future<Tensor>> futures = new ArrayList<>(forks);
    for (int i = 0; i < forks; i++) {
      futures.add(fork(Tensor::neg, x));
    }
    Tensor y = x;
    for (Future<Tensor> future : futures) {
      y = await(future);
    }
    return y;
  }

  /** All of them. */
  @MainFigures("way=LIMITED threads=all")
  @Benchmark
  public void forks() throws Exception {
    opened.run(
        () -> {
          anabranch.Scope.run(this::last);
          return null;
        });
  }

  /** Closes the device. */
  @TearDown(Level.Trial)
  public void close() {
    opened.close();
  }
}
