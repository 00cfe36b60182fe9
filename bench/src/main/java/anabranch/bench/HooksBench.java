package anabranch.bench;

import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * What the profiler's hooks cost while nobody records: the engine with them against the same
 * without ({@link HooksLoader}), in turns in one JVM, a few milliseconds each. Figures of JVMs of
 * their own differ by far more than hooks take. The times are in the counters; the score is that of
 * both.
 */
@Measures("what the profiler's hooks cost while nobody records")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 10, timeUnit = TimeUnit.MILLISECONDS, time = 500)
@Fork(5)
public class HooksBench {
  private static final int OPERATIONS = 4_000;
  private static final int FORKS = 800;

  /** What is done. */
  public enum What {
    /** Operations on a scalar, one after the other. */
    OP,
    /** Forks of such operations, in groups of eight, each awaited. */
    FORK_AWAIT
  }

  /** What is done. */
  @Param What what = What.OP;

  /** Host threads. */
  @Param("1")
  int threads;

  private IntUnaryOperator with;
  private IntUnaryOperator without;
  private int count;
  private boolean first;

  /** The nanoseconds of an iteration that each side took. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Nanos {
    /** With hooks. */
    public long with;

    /** Without. */
    public long without;

    /** How many operations, or forks, each side did. */
    public long each;
  }

  /** Loads both; which is first differs between JVMs. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    count = what == What.OP ? OPERATIONS : -FORKS;
    if (ProcessHandle.current().pid() % 2 == 0) {
      with = load(true);
      without = load(false);
    } else {
      without = load(false);
      with = load(true);
    }
  }

  private IntUnaryOperator load(boolean hooks) throws Exception {
    return (IntUnaryOperator)
        new HooksLoader(hooks)
            .loadClass(HooksWork.class.getName())
            .getConstructor(int.class)
            .newInstance(threads);
  }

  /** Both, which is first in turns. */
  @Benchmark
  public void both(Nanos nanos) {
    first = !first;
    if (first) {
      nanos.with += time(with);
      nanos.without += time(without);
    } else {
      nanos.without += time(without);
      nanos.with += time(with);
    }
    nanos.each += Math.abs(count);
  }

  private long time(IntUnaryOperator work) {
    long start = System.nanoTime();
    if (work.applyAsInt(count) != Math.abs(count)) {
      throw new IllegalStateException("it did something else");
    }
    return System.nanoTime() - start;
  }

  /** Closes both. */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    ((AutoCloseable) with).close();
    ((AutoCloseable) without).close();
  }
}
