package anabranch.run;

import anabranch.profile.record.ForkTrace;
import anabranch.profile.record.Recorder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A forked body: queued on the host pool, run once by whoever claims it first, a pool's thread or
 * the one that awaits it.
 */
public final class ForkTask implements Runnable {
  /** How many bodies a thread runs inside each other before it blocks instead. */
  private static final int MAX_INLINE = 64;

  /** The code of a fork. */
  @FunctionalInterface
  public interface Body {
    /**
     * Runs in the fork's context and returns the value.
     *
     * @param self the fork, which may be {@linkplain #give given} the value's futures early
     */
    @Nullable Object run(ForkTask self) throws Throwable;

    /** Where the fork was made, if that is no Java code; else null. */
    default @Nullable StackTraceElement site() {
      return null;
    }
  }

  /** What a fork takes from where it was made, until it has returned. */
  private record Start(
      Body body,
      Arguments arguments,
      Context context,
      List<Mark> marks,
      RandomKey random,
      Inherited.Snapshot inherited) {}

  private enum State {
    WAITING,
    QUEUED,
    RUNNING,
    ENDED
  }

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(ForkTask.class, "state", State.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Completion<Outcome<?>> completion = new Completion<>();
  private final Engine engine;
  private final Walker walker;
  private final @Nullable StackTraceElement site;
  private final @Nullable ForkTrace trace;
  private volatile State state;
  private volatile @Nullable Start start;
  private Ownership home;
  private @Nullable Task running;
  private volatile boolean cancelled;
  private boolean giving;
  private @Nullable Object given;
  private @Nullable Completion<Boolean> ended;

  private ForkTask(State state, Start start, Walker walker, @Nullable Tracing tracing, long began) {
    this.state = state;
    this.start = start;
    this.walker = walker;
    this.engine = start.context().engine();
    this.home = start.context().scope();
    this.site = tracing != null || engine.keepsForkSites() ? ForkSite.of(start.body()) : null;
    this.trace = tracing == null ? null : tracing.fork(site, began);
  }

  /**
   * Forks {@code body} from the calling code.
   *
   * @param arguments tensors in it stay usable for the body until it has returned
   * @throws IllegalStateException if the scope has ended, or the devices were closed
   */
  public static ForkTask fork(Body body, @Nullable Object arguments, Walker walker) {
    ForkTask fork = make(State.QUEUED, body, arguments, walker);
    try {
      fork.engine.pool().execute(fork);
    } catch (RejectedExecutionException e) {
      fork.cancel();
      throw new IllegalStateException("fork: its Devices were closed", e);
    }
    return fork;
  }

  /** A fork of {@code body} that starts when {@link #trigger} is called. */
  public static ForkTask waiting(Body body, @Nullable Object arguments, Walker walker) {
    return make(State.WAITING, body, arguments, walker);
  }

  private static ForkTask make(State state, Body body, @Nullable Object arguments, Walker walker) {
    Tracing tracing = Tracing.current();
    long began = tracing == null ? 0 : System.nanoTime();
    Context context = Context.current();
    context.task().checkCancelled();
    Arguments held = Arguments.hold(arguments, walker);
    try {
      Start start =
          new Start(
              body,
              held,
              context,
              context.task().marks(),
              context.random().nextFork(),
              context.engine().inherited().capture());
      ForkTask fork = new ForkTask(state, start, walker, tracing, began);
      context.scope().add(fork);
      return fork;
    } catch (Throwable e) {
      held.letGo();
      throw e;
    }
  }

  /** Starts a {@link #waiting} fork; without effect if it was cancelled. */
  public void trigger() {
    if (becomes(State.WAITING, State.QUEUED)) {
      try {
        engine.pool().execute(this);
      } catch (RejectedExecutionException e) {
        cancel();
      }
    }
  }

  /** The outcome, once there is one. */
  public Completion<Outcome<?>> completion() {
    return completion;
  }

  /** Where the fork was made, if sites are kept. */
  public @Nullable StackTraceElement site() {
    return site;
  }

  /** The fork as the recordings know in which it was made, if there were any. */
  @Nullable ForkTrace trace() {
    return trace;
  }

  /** Whether it failed, with an error that has reached nobody. */
  boolean hasUnseenFailure() {
    return completion.peek() instanceof Outcome.Failed<?> failed && !failed.seen().get();
  }

  /** Whether it waits in the host pool's queue to be run. */
  boolean isQueued() {
    return state == State.QUEUED;
  }

  private boolean becomes(State expected, State next) {
    return STATE.compareAndSet(this, expected, next);
  }

  @Override
  public void run() {
    claim(0);
  }

  /**
   * Runs the body on the calling thread, which is about to await it, if nobody has started it and
   * it may run here.
   */
  public boolean tryRunInline(Context waiter) {
    Start from = start;
    return from != null
        && waiter.depth() < MAX_INLINE
        && from.inherited().fitHere()
        && claim(waiter.depth() + 1);
  }

  private boolean claim(int depth) {
    Start from = start;
    if (from == null || !becomes(State.QUEUED, State.RUNNING)) {
      return false;
    }
    complete(execute(from, depth));
    if (depth > 0) {
      Queued.discardClaimed();
    }
    return true;
  }

  private Outcome<?> execute(Start from, int depth) {
    Context parent = from.context();
    Task task = new Task(parent.engine(), parent.task(), from.arguments(), from.marks());
    Ownership inner;
    synchronized (this) {
      inner = home.nested();
      running = task;
      if (cancelled) {
        task.cancel();
      }
    }
    Context context = new Context(task, inner, from.random(), parent.device(), depth);
    try {
      ScopedValue.Carrier bindings =
          from.inherited().addTo(ScopedValue.where(Context.CURRENT, context));
      ForkTrace traced = trace;
      return traced == null
          ? Recorder.carry(bindings, null).call(() -> runBody(from, task, inner))
          : Recorder.carry(bindings, traced)
              .call(() -> traced.recorder().task(traced, () -> runBody(from, task, inner)));
    } catch (Throwable e) {
      return failed(e, List.of());
    }
  }

  /**
   * Its end is recorded before anything is freed, since that may wait for other streams, which who
   * awaits the value need not.
   */
  private Outcome<?> runBody(Start from, Task task, Ownership inner) {
    Object value = null;
    Throwable error = null;
    try {
      value = from.body().run(this);
      if (!cancelled) {
        give(value, inner, true);
      }
    } catch (Throwable e) {
      error = e;
    }
    List<Mark> marks = List.of();
    try {
      marks = task.seal();
    } catch (Throwable e) {
      error = Failures.both(error, e);
    }
    error = Failures.attempt(error, inner::end);
    error = Failures.attempt(error, from.arguments()::letGo);
    error = Failures.attempt(error, task::end);
    return error == null
        ? new Outcome.Returned<@Nullable Object>(value, marks)
        : failed(error, marks);
  }

  private static Outcome<?> failed(Throwable error, List<Mark> marks) {
    return error instanceof CancellationException
        ? new Outcome.Cancelled<>(marks)
        : new Outcome.Failed<>(error, marks);
  }

  /**
   * Hands the futures of {@code value}, or all that it carries, from the body's scope to the one
   * that the fork belongs to. That does not change meanwhile: it would end without what comes.
   */
  public void give(@Nullable Object value, Ownership inner, boolean whole) {
    Ownership to;
    synchronized (this) {
      giving = true;
      to = home;
    }
    try {
      if (whole) {
        Moving.all(walker, value, inner, to);
      } else {
        Moving.futures(walker, value, inner, to);
      }
    } finally {
      synchronized (this) {
        giving = false;
        given = value;
        notifyAll();
      }
    }
  }

  /**
   * Hands this fork from one scope to another; {@code next} is shown what goes with it. Waits while
   * the fork gives to {@code from}; forks wait for forks inside them only.
   */
  void move(Ownership from, Ownership to, Walker.Visitor next) {
    Object carried;
    Start arguments;
    synchronized (this) {
      awaitGiven(from);
      if (home != from) {
        return;
      }
      home = to;
      from.move(this, to);
      carried = given;
      arguments = start;
    }
    if (arguments != null) {
      arguments.arguments().futures().forEach(next::fork);
    }
    walker.walk(carried, next);
  }

  private synchronized void awaitGiven(Ownership from) {
    boolean interrupted = false;
    while (giving && home == from) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Callbacks run before its scope may end. */
  private void complete(Outcome<?> outcome) {
    try {
      completion.complete(outcome);
    } finally {
      Completion<Boolean> waiting;
      synchronized (this) {
        state = State.ENDED;
        start = null;
        running = null;
        waiting = ended;
        home.ended(this);
      }
      if (waiting != null) {
        waiting.complete(true);
      }
    }
  }

  /**
   * Cancels it: a body that nobody has started never runs; one that runs is told, so that its next
   * operation throws. False if it had ended.
   */
  public boolean cancel() {
    if (drop(State.WAITING) || drop(State.QUEUED)) {
      return true;
    }
    synchronized (this) {
      if (state == State.ENDED) {
        return false;
      }
      cancelled = true;
      if (running != null) {
        running.cancel();
      }
    }
    return completion.complete(new Outcome.Cancelled<>(List.of()));
  }

  private boolean drop(State expected) {
    Start from = start;
    if (from == null || !becomes(expected, State.RUNNING)) {
      return false;
    }
    from.arguments().letGo();
    complete(new Outcome.Cancelled<>(List.of()));
    return true;
  }

  /** Drops it if it still waits for what would trigger it. */
  boolean cancelWaiting() {
    return drop(State.WAITING);
  }

  boolean isWaiting() {
    return state == State.WAITING;
  }

  /** Blocks until the body has returned, or will never run, and all callbacks have run. */
  public void joinEnded() throws InterruptedException {
    Completion<Boolean> end;
    synchronized (this) {
      if (state == State.ENDED) {
        return;
      }
      if (ended == null) {
        ended = new Completion<>();
      }
      end = ended;
    }
    end.join();
  }

  /** Whether the scope that owns the value has ended. */
  public boolean isValueGone() {
    return home().hasEnded();
  }

  private synchronized Ownership home() {
    return home;
  }
}
