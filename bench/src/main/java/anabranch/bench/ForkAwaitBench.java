package anabranch.bench;

import static anabranch.Async.await;
import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;

import anabranch.Future;
import anabranch.Tensor;
import anabranch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of a fork and its await. Bodies return a number and do nothing else, except where it
 * says so; each case adds the numbers up once before it is measured.
 */
@Measures("what a fork and its await cost, by who makes them and how many")
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ForkAwaitBench {
  /** How many forks an invocation makes, in groups. */
  static final int FORKS = 10_000;

  /** How many forks {@link #nested} has in each of as many forks. */
  static final int BREADTH = 30;

  private static final Callable<Integer> ONE = () -> 1;

  /** The pool. */
  @State(Scope.Benchmark)
  public static class Pool {
    /** Where. */
    @Param("cpu")
    String device = "cpu";

    /** Host threads. */
    @Param({"1", "2"})
    int threads;

    Opened opened;

    /** Opens it, and checks each of the shapes. */
    @Setup(Level.Trial)
    public void open() throws Exception {
      opened = new Opened(device, threads);
      Check.close("awaited one by one", FORKS, opened.call(ForkAwaitBench::oneByOne), 0);
      Check.close("forked in forks", (double) BREADTH * BREADTH, opened.call(() -> tree()), 0);
      Check.close("awaited outside", FORKS, opened.device().use(ForkAwaitBench::oneByOne), 0);
      Check.close("run by a thread of the pool", 1, spin(opened), 0);
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() {
      opened.close();
    }
  }

  /** How many forks are made before the first is awaited. */
  @State(Scope.Benchmark)
  public static class Group {
    /** Divides {@link #FORKS}. */
    @Param({"1", "8", "100", "10000"})
    int size;

    private Tensor x;

    /** Makes the operand, and checks a group's sums. */
    @Setup(Level.Trial)
    public void open(Pool pool) throws Exception {
      x = pool.opened.make(() -> Tensors.ones());
      pool.opened.call(
          () -> {
            Check.close("the sum of the forks", size, sum(size), 0);
            Check.close("of -1 each", -size, Tensors.stack(negated()).sum().item(), 0);
            return null;
          });
    }

    private List<Tensor> negated() {
      List<Future<Tensor>> futures = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        futures.add(fork(Tensor::neg, x));
      }
      return awaitAll(futures);
    }
  }

  /** Lets the pool's threads fall asleep before each invocation. */
  @State(Scope.Benchmark)
  public static class Pause {
    private static final long NANOS = 1_000_000;

    /** Waits. */
    @Setup(Level.Invocation)
    public void rest() {
      LockSupport.parkNanos(NANOS);
    }
  }

  /** From a thread of the pool, in groups: the time of a fork. */
  @MainFigures("size=1,10000 threads=all")
  @Benchmark
  @OperationsPerInvocation(FORKS)
  public int fromWorker(Pool pool, Group group) throws Exception {
    return pool.opened.call(
        () -> {
          int sum = 0;
          for (int i = 0; i < FORKS / group.size; i++) {
            sum += sum(group.size);
          }
          return sum;
        });
  }

  /** As {@link #fromWorker}, each with an operation on a scalar, and a scope around each group. */
  @Benchmark
  @OperationsPerInvocation(FORKS)
  public void forkAwait(Pool pool, Group group) throws Exception {
    pool.opened.run(
        () -> {
          for (int i = 0; i < FORKS / group.size; i++) {
            anabranch.Scope.run(group::negated);
          }
          return null;
        });
  }

  /** From a thread of the pool, {@link #BREADTH} forks of as many forks: the time of a fork. */
  @Benchmark
  @OperationsPerInvocation(BREADTH * (BREADTH + 1))
  public int nested(Pool pool) throws Exception {
    return pool.opened.call(() -> tree());
  }

  /** From an application's thread, one by one; mostly that thread runs the bodies itself. */
  @MainFigures("threads=all")
  @Benchmark
  @OperationsPerInvocation(FORKS)
  public int fromOutside(Pool pool) {
    return pool.opened.device().use(ForkAwaitBench::oneByOne);
  }

  /** As {@link #fromOutside} from four threads at once: the time of a fork on each of them. */
  @Benchmark
  @Threads(4)
  @OperationsPerInvocation(FORKS)
  public int fromFourCallers(Pool pool) {
    return pool.opened.device().use(ForkAwaitBench::oneByOne);
  }

  /** One fork from outside while the pool sleeps, awaited at once: it is woken for nothing. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public int asleepAwaited(Pool pool, Pause pause) {
    return pool.opened.device().use(() -> await(fork(ONE)));
  }

  /** One fork from outside while the pool sleeps, which one of its threads has to wake up for. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public int asleepWoken(Pool pool, Pause pause) {
    return spin(pool.opened);
  }

  private static int oneByOne() {
    int sum = 0;
    for (int i = 0; i < FORKS; i++) {
      sum += await(fork(ONE));
    }
    return sum;
  }

  private static int sum(int group) {
    if (group == 1) {
      return await(fork(ONE));
    }
    List<Future<Integer>> futures = new ArrayList<>(group);
    for (int i = 0; i < group; i++) {
      futures.add(fork(ONE));
    }
    return add(futures);
  }

  private static int tree() {
    List<Future<Integer>> futures = new ArrayList<>(BREADTH);
    for (int i = 0; i < BREADTH; i++) {
      futures.add(fork(() -> sum(BREADTH)));
    }
    return add(futures);
  }

  private static int add(List<Future<Integer>> futures) {
    int sum = 0;
    for (int value : awaitAll(futures)) {
      sum += value;
    }
    return sum;
  }

  private static int spin(Opened opened) {
    return opened
        .device()
        .use(
            () -> {
              Future<Integer> future = fork(ONE);
              while (!future.isDone()) {
                Thread.onSpinWait();
              }
              return await(future);
            });
  }
}
