package anabranch;

import anabranch.run.Context;
import anabranch.run.ForkTask;
import anabranch.run.Outcome;
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
    runInline(future);
    try {
      return future.completion().join();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  static InterruptedWaitException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedWaitException("interrupted while awaiting a future");
  }

  /** The value, with the current task ordered after the work that makes it. */
  static <T extends @Nullable Object> T value(Future<T> future, Outcome<?> outcome) {
    ForkTask fork = future.fork();
    if (fork != null) {
      fork.markSeen();
    }
    Context.current().task().await(outcome.marks());
    return switch (outcome) {
      case Outcome.Returned<?> returned -> {
        if (fork != null && fork.isValueGone()) {
          throw new IllegalStateException(
              "await: the value is gone, since the scope in which the fork was made has ended;"
                  + " return the future or its value from that scope");
        }
        yield Unchecked.cast(returned.value());
      }
      case Outcome.Failed<?> failed -> throw ForkException.of(fork, failed.error());
      case Outcome.Cancelled<?> cancelled ->
          throw new CancellationException("await: the future was cancelled");
    };
  }

  /** The body of a {@code then} fork. */
  static <T extends @Nullable Object, R extends @Nullable Object> R callback(
      Future<T> parent, Function<? super Future<T>, ? extends R> function) throws Throwable {
    Outcome<?> outcome = parent.completion().peek();
    if (outcome == null) {
      throw new IllegalStateException("a then function was started before its future was done");
    }
    Context context = Context.current();
    context.task().await(outcome.marks());
    try {
      return Unchecked.cast(Scopes.run(() -> function.apply(parent), context.scope().outer()));
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "Got the following error when running the callback: " + e.getMessage(), e);
    }
  }
}
