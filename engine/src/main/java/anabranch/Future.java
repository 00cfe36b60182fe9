package anabranch;

import anabranch.run.Completion;
import anabranch.run.Context;
import anabranch.run.Engine;
import anabranch.run.ForkTask;
import anabranch.run.Mark;
import anabranch.run.Outcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that a fork is making, or that somebody will set. Awaiting it orders the current stream
 * after the device work that makes the value; the host waits for the body to return, not for the
 * device.
 *
 * @param <T> the value's type
 */
public final class Future<T extends @Nullable Object> implements java.util.concurrent.Future<T> {
  private static final Logger LOG = System.getLogger("anabranch");

  private final Completion<Outcome<?>> completion;
  private final @Nullable ForkTask fork;
  private final List<? extends Future<?>> parts;
  private @Nullable ForkTask lastThen;

  private Future(
      Completion<Outcome<?>> completion, @Nullable ForkTask fork, List<? extends Future<?>> parts) {
    this.completion = completion;
    this.fork = fork;
    this.parts = parts;
  }

  static <T extends @Nullable Object> Future<T> of(ForkTask fork) {
    return new Future<>(fork.completion(), fork, List.of());
  }

  /** A future whose value will be made of those of {@code parts}. */
  static <T extends @Nullable Object> Future<T> of(List<? extends Future<?>> parts) {
    return new Future<>(new Completion<>(), null, parts);
  }

  /** A future that {@link #setResult} or {@link #setException} completes. */
  public static <T extends @Nullable Object> Future<T> create() {
    return of(List.of());
  }

  /**
   * A future that completes as {@code stage} does. The value must be ready: work that it still has
   * on a device is ordered only if the stage came from {@link #toCompletableFuture}.
   */
  public static <T extends @Nullable Object> Future<T> from(CompletionStage<T> stage) {
    Future<T> future = create();
    stage.whenComplete(
        (value, error) -> {
          if (error == null) {
            future.set(new Outcome.Returned<>(value, List.of()));
          } else if (error instanceof CancellationException) {
            future.set(new Outcome.Cancelled<>(List.of()));
          } else {
            Throwable cause = error instanceof CompletionException ? error.getCause() : null;
            future.set(new Outcome.Failed<>(cause != null ? cause : error, List.of()));
          }
        });
    return future;
  }

  @Nullable ForkTask fork() {
    return fork;
  }

  /** The futures that its value is made of, if it was made by collecting them. */
  List<? extends Future<?>> parts() {
    return parts;
  }

  /** Whether the scope that owned the value has ended. */
  boolean isValueGone() {
    return fork != null ? fork.isValueGone() : parts.stream().anyMatch(Future::isValueGone);
  }

  Completion<Outcome<?>> completion() {
    return completion;
  }

  /**
   * Completes it with {@code value}. Who awaits it is ordered after the caller's device work so
   * far.
   *
   * @throws IllegalStateException if it is complete, or a fork completes it
   */
  public void setResult(T value) {
    complete(new Outcome.Returned<>(value, Context.current().task().marks()));
  }

  /**
   * Completes it with an error.
   *
   * @throws IllegalStateException if it is complete, or a fork completes it
   */
  public void setException(Throwable error) {
    complete(new Outcome.Failed<>(error, Context.current().task().marks()));
  }

  private void complete(Outcome<T> outcome) {
    if (fork != null) {
      throw new IllegalStateException("this future is completed by its fork's body, not by hand");
    }
    if (!set(outcome)) {
      throw new IllegalStateException(
          "Future can only be marked completed once; it is "
              + state().name().toLowerCase(Locale.ROOT));
    }
  }

  boolean set(Outcome<T> outcome) {
    return completion.complete(outcome);
  }

  /** Whether the body has returned, failed or was cancelled. The device may still be at work. */
  @Override
  public boolean isDone() {
    return completion.peek() != null;
  }

  @Override
  public boolean isCancelled() {
    return completion.peek() instanceof Outcome.Cancelled<?>;
  }

  /** Looks only: unlike {@link #get}, it orders nothing and takes no error as seen. */
  @Override
  public State state() {
    return switch (completion.peek()) {
      case null -> State.RUNNING;
      case Outcome.Returned<?> returned -> State.SUCCESS;
      case Outcome.Failed<?> failed -> State.FAILED;
      case Outcome.Cancelled<?> cancelled -> State.CANCELLED;
    };
  }

  /**
   * Cancels it: a body that has not started never runs, one that runs throws at its next operation.
   */
  public boolean cancel() {
    return fork != null ? fork.cancel() : set(new Outcome.Cancelled<>(List.of()));
  }

  /** As {@link #cancel()}; threads are never interrupted. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return cancel();
  }

  /**
   * Awaits it, for code that knows {@link java.util.concurrent.Future} only.
   *
   * @throws ExecutionException with the original error as its cause, if the body failed
   * @throws CancellationException if it was cancelled
   */
  @Override
  public T get() throws InterruptedException, ExecutionException {
    return unpack(Awaiting.outcomeOrInterrupt(this));
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    Outcome<?> outcome = Awaiting.outcome(this, unit.toNanos(timeout));
    if (outcome == null) {
      throw new TimeoutException("the future was not done after " + timeout + " " + unit);
    }
    return unpack(outcome);
  }

  private T unpack(Outcome<?> outcome) throws ExecutionException {
    try {
      return Awaiting.value(this, outcome);
    } catch (ForkException e) {
      throw new ExecutionException(e.getMessage(), e.getCause());
    }
  }

  /**
   * Runs {@code function} on this future once it is complete, with a value or an error, as a fork
   * of its own: on the host pool, on a stream that waits for this future's work. Functions added to
   * one future run one after the other, in the order in which they were added, each exactly once.
   *
   * @return the function's result; if it throws, the future fails with "Got the following error
   *     when running the callback: ..." and this one keeps its value
   */
  public <R extends @Nullable Object> Future<R> then(
      Function<? super Future<T>, ? extends R> function) {
    ForkTask next =
        ForkTask.waiting(
            Scopes.forked(() -> Awaiting.callback(this, function)), this, Walk.INSTANCE);
    ForkTask before;
    synchronized (this) {
      before = lastThen;
      lastThen = next;
    }
    Completion<Outcome<?>> previous = before == null ? completion : before.completion();
    previous.whenDone(outcome -> completion.whenDone(own -> next.trigger()));
    return of(next);
  }

  /**
   * Calls {@code callback} with this future once it is complete, on the thread that completes it,
   * or now; outside of any scope. What it throws is logged.
   */
  public void onDone(Consumer<? super Future<T>> callback) {
    Context root = Context.current().engine().root();
    completion.whenDone(
        outcome -> {
          try {
            root.run(() -> callback.accept(this));
          } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a future's onDone callback failed", e);
          }
        });
  }

  /**
   * A CompletableFuture that completes as this does, after the device work that makes the value, so
   * that code that knows nothing of streams may use it.
   */
  public CompletableFuture<T> toCompletableFuture() {
    CompletableFuture<T> out = new CompletableFuture<>();
    Engine engine = Context.current().engine();
    Runnable finish = () -> engine.root().run(() -> finish(out));
    completion.whenDone(
        outcome -> {
          try {
            engine.pool().execute(finish);
          } catch (RejectedExecutionException e) {
            out.completeExceptionally(e);
          }
        });
    return out;
  }

  private void finish(CompletableFuture<T> out) {
    try {
      Outcome<?> outcome = Awaiting.outcome(this);
      for (Mark mark : outcome.marks()) {
        mark.event().synchronize();
      }
      out.complete(Awaiting.value(this, outcome));
    } catch (ForkException e) {
      out.completeExceptionally(e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException | Error e) {
      out.completeExceptionally(e);
    }
  }

  @Override
  public String toString() {
    return "Future[" + state() + "]";
  }
}
