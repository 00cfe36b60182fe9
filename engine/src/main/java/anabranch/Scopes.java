package anabranch;

import anabranch.run.Context;
import anabranch.run.ForkTask;
import anabranch.run.Outcome;
import anabranch.run.Ownership;
import anabranch.run.Tracing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the body of a scope or fork ends: only after the forks that were made in it. */
final class Scopes {
  private Scopes() {}

  /** Code that runs as a scope. */
  @FunctionalInterface
  interface Body {
    @Nullable Object run() throws Throwable;
  }

  /**
   * Runs {@code body} with the current scope, then lets its forks end.
   *
   * @param giveFutures moves the futures that the value carries out of the scope, so that they are
   *     not waited for
   * @throws Throwable what the body threw, with the forks' errors suppressed in it; or else the
   *     first error of a fork that nobody has awaited, with the others suppressed
   */
  static @Nullable Object run(Body body, Consumer<@Nullable Object> giveFutures) throws Throwable {
    Ownership scope = Context.current().scope();
    Object value;
    try {
      value = body.run();
      if (!scope.running().isEmpty()) {
        giveFutures.accept(value);
      }
    } catch (Throwable e) {
      scope.running().forEach(ForkTask::cancel);
      join(scope);
      unseen(scope).forEach(other -> suppress(e, other));
      throw e;
    }
    boolean interrupted = join(scope);
    List<Throwable> unseen = unseen(scope);
    if (!unseen.isEmpty()) {
      Throwable first = unseen.removeFirst();
      unseen.forEach(other -> suppress(first, other));
      throw first;
    }
    if (interrupted) {
      throw new InterruptedWaitException("interrupted while a scope waited for its forks");
    }
    return value;
  }

  /** The {@code body} as a fork's that was made at {@code site} of a program that is not Java. */
  static ForkTask.Body forked(Body body, Async.Sited site) {
    ForkTask.Body plain = forked(body);
    return new ForkTask.Body() {
      @Override
      public @Nullable Object run(ForkTask self) throws Throwable {
        return plain.run(self);
      }

      @Override
      public StackTraceElement site() {
        return site.site();
      }
    };
  }

  /** The {@code body} as a fork's. */
  static ForkTask.Body forked(Body body) {
    return fork -> {
      Ownership inner = Context.current().scope();
      return run(body, value -> fork.give(value, inner, false));
    };
  }

  /** Waits for the scope's forks, also when interrupted: then they are told to stop. */
  private static boolean join(Ownership scope) {
    boolean interrupted = false;
    for (List<ForkTask> forks = scope.running(); !forks.isEmpty(); forks = scope.running()) {
      Tracing tracing = Tracing.current();
      for (ForkTask fork : forks) {
        interrupted |=
            tracing == null
                ? join(scope, fork)
                : tracing.<Boolean, RuntimeException>waiting(fork, () -> join(scope, fork));
        if (tracing != null) {
          tracing.awaited(fork, System.nanoTime());
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return interrupted;
  }

  /** Whether the wait was interrupted. */
  private static boolean join(Ownership scope, ForkTask fork) {
    boolean interrupted = false;
    while (!fork.tryRunInline(Context.current())) {
      try {
        fork.joinEnded();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        scope.running().forEach(ForkTask::cancel);
      }
    }
    return interrupted;
  }

  private static List<Throwable> unseen(Ownership scope) {
    List<ForkTask> failures = scope.takeUnseenFailures();
    if (failures.isEmpty()) {
      return List.of();
    }
    List<Throwable> errors = new ArrayList<>();
    for (ForkTask fork : failures) {
      if (fork.completion().peek() instanceof Outcome.Failed<?> failed) {
        errors.add(ForkException.of(fork, failed.error()));
      }
    }
    return errors;
  }

  private static void suppress(Throwable first, Throwable other) {
    if (first != other && !(other instanceof CancellationException)) {
      first.addSuppressed(other);
    }
  }
}
