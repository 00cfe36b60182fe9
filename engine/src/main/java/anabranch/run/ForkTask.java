package anabranch.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
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
    /** Runs in the fork's context and returns the value. */
    @Nullable Object run() throws Throwable;
  }

  /** Where a fork was made, and what it takes from there. */
  record Origin(
      Context context, List<Mark> starts, RandomKey random, Inherited.Snapshot inherited) {}

  private enum State {
    WAITING,
    QUEUED,
    RUNNING,
    RETURNED,
    DROPPED
  }

  private final Completion<Outcome<?>> completion = new Completion<>();
  private final AtomicReference<State> state;
  private final Origin origin;
  private final Walker walker;
  private final Set<Grip> held;
  private final @Nullable StackTraceElement site;
  private volatile @Nullable Body body;
  private volatile boolean seen;
  private Ownership home;
  private @Nullable Task running;
  private boolean cancelled;
  private @Nullable Completion<Boolean> returned;
  private @Nullable Result result;

  private ForkTask(State state, Origin origin, Body body, Walker walker, Set<Grip> held) {
    this.state = new AtomicReference<>(state);
    this.origin = origin;
    this.body = body;
    this.walker = walker;
    this.held = held;
    this.home = origin.context().scope();
    this.site = origin.context().engine().forkSite();
  }

  /**
   * Forks {@code body} from the calling code.
   *
   * @param arguments tensors in it stay usable for the body until it has returned
   */
  public static ForkTask fork(Body body, @Nullable Object arguments, Walker walker) {
    ForkTask fork = make(State.QUEUED, body, arguments, walker);
    fork.origin.context().engine().pool().execute(fork);
    return fork;
  }

  /** A fork of {@code body} that starts when {@link #trigger} is called. */
  public static ForkTask waiting(Body body, Walker walker) {
    return make(State.WAITING, body, List.of(), walker);
  }

  private static ForkTask make(State state, Body body, @Nullable Object arguments, Walker walker) {
    Context context = Context.current();
    Set<Grip> held = hold(arguments, walker);
    Origin origin =
        new Origin(
            context,
            context.task().marks(),
            context.random().nextFork(),
            context.engine().inherited().capture());
    ForkTask fork = new ForkTask(state, origin, body, walker, held);
    try {
      context.scope().add(fork);
    } catch (RuntimeException e) {
      held.forEach(Grip::letGo);
      throw e;
    }
    return fork;
  }

  private static Set<Grip> hold(@Nullable Object arguments, Walker walker) {
    Set<Grip> held = Collections.newSetFromMap(new IdentityHashMap<>(4));
    walker.walk(
        arguments,
        new Walker.Visitor() {
          @Override
          public void tensor(Grip grip, Object handle) {
            if (held.contains(grip)) {
              return;
            }
            if (!grip.hold()) {
              held.forEach(Grip::letGo);
              throw new IllegalStateException("fork: an argument was closed before: " + handle);
            }
            held.add(grip);
          }

          @Override
          public void fork(ForkTask fork) {
            // A future needs no hold: its scope joins it.
          }
        });
    return held.isEmpty() ? Set.of() : held;
  }

  /** Starts a {@link #waiting} fork; without effect if it was cancelled. */
  public void trigger() {
    if (state.compareAndSet(State.WAITING, State.QUEUED)) {
      origin.context().engine().pool().execute(this);
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

  /** Notes that the error, if there is one, reached somebody. */
  public void markSeen() {
    seen = true;
  }

  boolean isSeen() {
    return seen;
  }

  @Override
  public void run() {
    if (state.compareAndSet(State.QUEUED, State.RUNNING)) {
      execute(0);
    }
  }

  /**
   * Runs the body on the calling thread, which is about to await it, if nobody has started it and
   * it may run here.
   */
  public boolean tryRunInline(Context waiter) {
    if (state.get() != State.QUEUED
        || waiter.depth() >= MAX_INLINE
        || !origin.inherited().fitHere()
        || !state.compareAndSet(State.QUEUED, State.RUNNING)) {
      return false;
    }
    execute(waiter.depth() + 1);
    return true;
  }

  private void execute(int depth) {
    Context from = origin.context();
    Task task = new Task(from.engine(), from.task(), held, origin.starts());
    Ownership inner;
    synchronized (this) {
      inner = home.nested();
      running = task;
      if (cancelled) {
        task.cancel();
      }
    }
    Context context = new Context(task, inner, origin.random(), from.device(), depth);
    ScopedValue.Carrier carrier = ScopedValue.where(Context.CURRENT, context);
    finish(task, origin.inherited().addTo(carrier).call(() -> runBody(inner)));
  }

  private record Result(@Nullable Object value, @Nullable Throwable error) {}

  private Result runBody(Ownership inner) {
    Result ended;
    try {
      Body code = body;
      ended = new Result(code == null ? null : code.run(), null);
    } catch (Throwable e) {
      ended = new Result(null, e);
    }
    synchronized (this) {
      if (ended.error() == null && !cancelled) {
        move(walker, ended.value(), inner, home);
        result = ended;
      }
    }
    inner.end();
    return ended;
  }

  private void finish(Task task, Result ended) {
    List<Mark> marks = task.end();
    Throwable error = ended.error();
    Outcome<?> outcome =
        switch (error) {
          case null -> new Outcome.Returned<@Nullable Object>(ended.value(), marks);
          case CancellationException e -> new Outcome.Cancelled<>(marks);
          default -> new Outcome.Failed<>(error, marks);
        };
    body = null;
    held.forEach(Grip::letGo);
    complete(State.RETURNED, outcome);
  }

  private void complete(State last, Outcome<?> outcome) {
    Completion<Boolean> waiting;
    synchronized (this) {
      state.set(last);
      running = null;
      waiting = returned;
      home.returned(this, outcome instanceof Outcome.Failed<?>);
    }
    completion.complete(outcome);
    if (waiting != null) {
      waiting.complete(true);
    }
  }

  /**
   * Cancels it: a body that nobody has started never runs; one that runs is told, so that its next
   * operation throws. False if it had ended.
   */
  public boolean cancel() {
    if (dropIf(State.QUEUED) || dropIf(State.WAITING)) {
      return true;
    }
    synchronized (this) {
      if (state.get() != State.RUNNING || result != null || cancelled) {
        return false;
      }
      cancelled = true;
      returned = new Completion<>();
      if (running != null) {
        running.cancel();
      }
    }
    return completion.complete(new Outcome.Cancelled<>(List.of()));
  }

  private boolean dropIf(State expected) {
    if (!state.compareAndSet(expected, State.DROPPED)) {
      return false;
    }
    body = null;
    held.forEach(Grip::letGo);
    complete(State.DROPPED, new Outcome.Cancelled<>(List.of()));
    return true;
  }

  /** Blocks until the body has returned, or will never run. */
  public void joinReturned() throws InterruptedException {
    completion.join();
    Completion<Boolean> waiting;
    synchronized (this) {
      waiting = state.get() == State.RUNNING ? returned : null;
    }
    if (waiting != null) {
      waiting.join();
    }
  }

  /** Hands this fork, and the tensors of its value, from scope {@code from} to scope {@code to}. */
  public void moveTo(Ownership from, Ownership to) {
    synchronized (this) {
      if (home != from) {
        return;
      }
      home = to;
      from.move(this, to);
      if (result != null) {
        move(walker, result.value(), from, to);
      }
    }
  }

  /** Whether the scope that owns the value has ended. */
  public boolean isValueGone() {
    Ownership owner;
    synchronized (this) {
      owner = home;
    }
    return owner.hasEnded();
  }

  /** Hands the tensors and futures inside {@code value} that {@code from} owns to {@code to}. */
  public static void move(Walker walker, @Nullable Object value, Ownership from, Ownership to) {
    if (value == null) {
      return;
    }
    List<ForkTask> forks = new ArrayList<>(0);
    walker.walk(
        value,
        new Walker.Visitor() {
          @Override
          public void tensor(Grip grip, Object handle) {
            from.move(grip, handle, to);
          }

          @Override
          public void fork(ForkTask fork) {
            forks.add(fork);
          }
        });
    for (ForkTask fork : forks) {
      fork.moveTo(from, to);
    }
  }
}
