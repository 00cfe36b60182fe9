package anabranch.script.run;

import anabranch.Async;
import anabranch.Device;
import anabranch.ForkException;
import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.script.ScriptException;
import anabranch.script.ScriptLimits;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One run of a program: its device, and what it has used of its limits. */
public final class Run {
  private final Device device;
  private final ScriptLimits limits;
  private final boolean timed;
  private final long deadline;
  private final AtomicLong stepsLeft;
  private final AtomicLong heapLeft;
  private final AtomicInteger forks = new AtomicInteger();
  private final Set<Awaited> awaited = ConcurrentHashMap.newKeySet();

  @SuppressWarnings("ThreadLocalUsage") // it is a run's, and gone with it
  private final ThreadLocal<int[]> depth = ThreadLocal.withInitial(() -> new int[1]);

  private final long liveBefore;
  private final Set<Tensor> kept =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
  private final Holdings holdings;
  private volatile boolean late;

  /** A wait for a future; several may wait for one. */
  private static final class Awaited {
    private final Future<?> future;

    Awaited(Future<?> future) {
      this.future = future;
    }
  }

  private Run(Device device, ScriptLimits limits, Holdings holdings) {
    this.holdings = holdings;
    this.device = device;
    this.limits = limits;
    this.timed = limits.time().compareTo(Duration.ofDays(365)) < 0;
    this.deadline = System.nanoTime() + (timed ? limits.time().toNanos() : 0);
    this.stepsLeft = new AtomicLong(limits.steps());
    this.heapLeft = new AtomicLong(limits.bytes());
    this.liveBefore = limits.bytes() == Long.MAX_VALUE ? 0 : device.memory().live();
  }

  /**
   * Runs {@code function} on {@code device}; the tensors of the value belong to the caller's scope.
   *
   * @param holdings takes the tensors that modules hold since then
   * @throws ScriptException if it fails, or goes over a limit
   */
  public static @Nullable Object call(
      FunctionCode function,
      @Nullable Object[] arguments,
      Device device,
      ScriptLimits limits,
      Holdings holdings) {
    Run run = new Run(device, limits, holdings);
    CompletableFuture<?> timer = run.startTimer();
    try {
      return device.use(() -> Carried.value(Scope.call(() -> run.start(function, arguments))));
    } catch (Failure e) {
      throw (run.late ? run.tooLate() : e).toException();
    } catch (ForkException e) {
      throw run.unseen(e);
    } catch (CancellationException e) {
      if (run.late) {
        throw run.tooLate().toException();
      }
      throw e;
    } finally {
      timer.cancel(false);
    }
  }

  private @Nullable Object start(FunctionCode function, @Nullable Object[] arguments) {
    Task task = new Task(this, null, arguments);
    try {
      return Carried.pack(Interpreter.call(function, arguments, task), arguments, task.sweeper());
    } catch (RuntimeException | Error e) {
      task.stop();
      throw e;
    }
  }

  /** A fork failed that nobody awaited. */
  private ScriptException unseen(ForkException e) {
    Throwable cause = e.getCause();
    Failure failure = cause instanceof Failure f ? f : Failure.of(e);
    return (late ? tooLate() : failure).toException();
  }

  /** When time is up, waits for forks end: the one way for a run to be stuck for ever. */
  private CompletableFuture<?> startTimer() {
    if (!timed) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Boolean> timer = new CompletableFuture<>();
    CompletableFuture<Void> _ =
        timer
            .completeOnTimeout(true, limits.time().toNanos(), TimeUnit.NANOSECONDS)
            .thenRun(
                () -> {
                  late = true;
                  awaited.forEach(wait -> wait.future.cancel());
                });
    return timer;
  }

  Failure tooLate() {
    return Failure.limit("the program ran longer than its limit of " + limits.time());
  }

  /** The tensors that modules hold since this run. */
  Set<Tensor> kept() {
    return kept;
  }

  Holdings holdings() {
    return holdings;
  }

  Device device() {
    return device;
  }

  void checkTime() {
    if (late) {
      throw tooLate();
    }
  }

  /** Counts the steps done, and gives out the next ones. */
  int nextSteps(int asked) {
    checkTime();
    long left = stepsLeft.addAndGet(-asked);
    if (left < 0) {
      if (left + asked <= 0) {
        throw Failure.limit(
            "the program took more than its limit of %d steps".formatted(limits.steps()));
      }
      return (int) (left + asked);
    }
    if (timed && System.nanoTime() - deadline > 0) {
      throw tooLate();
    }
    return asked;
  }

  void chargeHeap(long bytes) {
    if (limits.bytes() != Long.MAX_VALUE && heapLeft.addAndGet(-bytes) < 0) {
      throw tooMuch();
    }
  }

  private Failure tooMuch() {
    return Failure.limit(
        "the program needs more than its limit of %d bytes".formatted(limits.bytes()));
  }

  void reserve(long elements, int size) {
    if (limits.bytes() != Long.MAX_VALUE && elements > 4096 / size) {
      long room = limits.bytes() - Math.max(device.memory().live() - liveBefore, 0);
      if (elements > room / size) {
        throw tooMuch();
      }
    }
  }

  boolean limitsBytes() {
    return limits.bytes() != Long.MAX_VALUE;
  }

  void forkStarts() {
    if (forks.incrementAndGet() > limits.forks()) {
      forks.decrementAndGet();
      throw Failure.limit(
          "the program has more than its limit of %d live forks".formatted(limits.forks()));
    }
  }

  void forkEnds() {
    forks.decrementAndGet();
  }

  /** Awaits a fork, but not longer than there is time: then it is cancelled. */
  @Nullable Object await(Future<@Nullable Object> future) {
    if (!timed || future.isDone()) {
      return Async.await(future);
    }
    Awaited wait = new Awaited(future);
    awaited.add(wait);
    try {
      if (late) {
        future.cancel();
      }
      return Async.await(future);
    } finally {
      awaited.remove(wait);
    }
  }

  void enter() {
    int[] now = depth.get();
    if (now[0] >= limits.depth()) {
      throw Failure.limit(
          "the program calls deeper than its limit of %d".formatted(limits.depth()));
    }
    now[0]++;
  }

  void leave() {
    depth.get()[0]--;
  }
}
