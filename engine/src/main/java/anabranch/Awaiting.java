package anabranch;

import anabranch.run.Context;
import anabranch.run.ForkTask;
import anabranch.run.Outcome;
import anabranch.run.Tracing;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What every way of waiting for a future does. */
final class Awaiting {
  private Awaiting() {}

  /** Runs the future's body on this thread if nobody has started it. */
  static void runInline(Future<?> future) {
    ForkTask fork = future.fork();
    if (fork != null && !future.isDone()) {
      fork.tryRunInline(Context.current());
    }
  }

  /** Blocks until there is an outcome. */
  static Outcome<?> outcome(Future<?> future) {
    Outcome<?> now = future.completion().peek();
    if (now != null) {
      return now;
    }
    try {
      return outcomeOrInterrupt(future);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** As {@link #outcome(Future)}, for callers that may throw what an interrupt makes. */
  static Outcome<?> outcomeOrInterrupt(Future<?> future) throws InterruptedException {
    Outcome<?> outcome =
        waiting(
            future,
            () -> {
              runInline(future);
              return join(future, Long.MAX_VALUE);
            });
    if (outcome == null) {
      throw new IllegalStateException("a wait ended without an outcome");
    }
    return outcome;
  }

  /** Runs {@code wait}, seen as a wait by who watches unless {@code future} is done. */
  private static @Nullable Outcome<?> waiting(
      Future<?> future, ScopedValue.CallableOp<@Nullable Outcome<?>, InterruptedException> wait)
      throws InterruptedException {
    Tracing tracing = future.isDone() ? null : Tracing.current();
    return tracing == null ? wait.call() : tracing.waiting(future.fork(), wait);
  }

  /** Blocks until there is an outcome, or {@code nanos} have passed: then null. */
  static @Nullable Outcome<?> outcome(Future<?> future, long nanos) throws InterruptedException {
    return waiting(future, () -> join(future, nanos));
  }

  private static @Nullable Outcome<?> join(Future<?> future, long nanos)
      throws InterruptedException {
    return future.completion().join(Context.current().task(), Math.max(nanos, 0));
  }

  static InterruptedWaitException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedWaitException("interrupted while awaiting a future");
  }

  /** The value, with the current task ordered after the work that makes it. */
  static <T extends @Nullable Object> T value(Future<T> future, Outcome<?> outcome) {
    Tracing tracing = Tracing.current();
    long start = tracing == null ? 0 : System.nanoTime();
    Context.current().task().await(outcome.marks());
    if (tracing != null) {
      awaited(tracing, future, start);
    }
    return switch (outcome) {
      case Outcome.Returned<?> returned -> {
        if (future.isValueGone()) {
          throw new IllegalStateException(
              "await: the value is gone, since the scope in which the fork was made has ended;"
                  + " return the future or its value from that scope");
        }
        yield Unchecked.cast(returned.value());
      }
      case Outcome.Failed<?> failed -> {
        failed.seen().set(true);
        throw ForkException.of(future.fork(), failed.error());
      }
      case Outcome.Cancelled<?> cancelled ->
          throw new CancellationException("await: the future was cancelled");
    };
  }

  /** Tells who watches which forks the current task has taken over. */
  private static void awaited(Tracing tracing, Future<?> future, long start) {
    ForkTask fork = future.fork();
    if (fork != null) {
      tracing.awaited(fork, start);
    }
    for (Future<?> part : future.parts()) {
      awaited(tracing, part, start);
    }
  }

  /** The body of a {@code then} fork. */
  static <T extends @Nullable Object> @Nullable Object callback(
      Future<T> parent, Function<? super Future<T>, ?> function) {
    Outcome<?> outcome = parent.completion().peek();
    if (outcome == null) {
      throw new IllegalStateException("a then function was started before its future was done");
    }
    Tracing tracing = Tracing.current();
    long start = tracing == null ? 0 : System.nanoTime();
    Context.current().task().await(outcome.marks());
    if (tracing != null) {
      awaited(tracing, parent, start);
    }
    try {
      return function.apply(parent);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "Got the following error when running the callback: " + e.getMessage(), e);
    }
  }
}
