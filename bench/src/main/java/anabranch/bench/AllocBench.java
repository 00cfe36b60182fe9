package anabranch.bench;

import anabranch.Async;
import anabranch.Future;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
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
 * Making and closing tensors of a size, whose memory nobody touches: time per tensor, of as many
 * threads together as there are host threads.
 */
@Measures("making and closing tensors, from one thread and from several")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AllocBench {
  /** How many tensors an invocation makes; a multiple of the number of threads. */
  static final int TIMES = 9240;

  /** The size of a tensor. */
  @Param({"4", "65536", "16777216"})
  int bytes;

  /** Where. */
  @Param("cpu")
  String device = "cpu";

  /** Host threads, each of which makes its share. */
  @Param({"1", "2"})
  int threads;

  private Opened opened;

  /** Checks that a tensor has the size, and that memory is given back. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    if (TIMES % threads != 0) {
      throw new IllegalArgumentException(
          "threads=%d does not divide %d tensors".formatted(threads, TIMES));
    }
    opened = new Opened(device, threads);
    long before = opened.device().memory().live();
    opened.call(
        () -> {
          Tensor x = Tensors.empty(opened.device(), DType.U8, bytes);
          Check.same("a tensor's elements", bytes, x.numel());
          Check.positive("bytes held", (double) opened.device().memory().live() - before);
          return null;
        });
    opened.run(() -> share());
    Check.same("bytes after all are closed", before, opened.device().memory().live());
  }

  /** All threads make and close tensors, each one after the other. */
  @Benchmark
  @MainFigures({"bytes=65536 threads=1", "bytes=65536 threads=all"})
  @OperationsPerInvocation(TIMES)
  public void alloc() throws Exception {
    opened.run(
        () -> {
          List<Future<Integer>> shares = new ArrayList<>();
          for (int i = 0; i < threads; i++) {
            shares.add(Async.fork(this::share));
          }
          return Async.awaitAll(shares);
        });
  }

  private int share() {
    for (int i = 0; i < TIMES / threads; i++) {
      Tensors.empty(opened.device(), DType.U8, bytes).close();
    }
    return threads;
  }

  /** Closes the device. */
  @TearDown(Level.Trial)
  public void close() {
    opened.close();
  }
}
