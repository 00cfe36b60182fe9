package anabranch;

import anabranch.run.Completion;
import anabranch.run.Context;
import anabranch.run.Mark;
import anabranch.run.Outcome;
import anabranch.run.Tracing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waiting for several futures. */
final class Collecting {
  private Collecting() {}

  static <T extends @Nullable Object> List<T> awaitAll(List<Future<T>> futures) {
    joinAllOrFirstFailure(futures);
    for (Future<T> future : futures) {
      if (future.isDone() && !isReturned(future.completion().peek())) {
        Awaiting.value(future, Awaiting.outcome(future));
      }
    }
    List<T> values = new ArrayList<>(futures.size());
    for (Future<T> future : futures) {
      values.add(Awaiting.value(future, Awaiting.outcome(future)));
    }
    return values;
  }

  private static boolean isReturned(@Nullable Outcome<?> outcome) {
    return outcome instanceof Outcome.Returned<?>;
  }

  private static void joinAllOrFirstFailure(List<? extends Future<?>> futures) {
    Completion<Boolean> settled = new Completion<>();
    whenAllDone(futures, outcome -> !isReturned(outcome), () -> settled.complete(true));
    Tracing tracing = settled.peek() == null ? Tracing.current() : null;
    try {
      if (tracing == null) {
        joinAllOrFirstFailure(futures, settled);
      } else {
        tracing.waiting(null, () -> joinAllOrFirstFailure(futures, settled));
      }
    } catch (InterruptedException e) {
      throw Awaiting.interrupted();
    }
  }

  private static boolean joinAllOrFirstFailure(
      List<? extends Future<?>> futures, Completion<Boolean> settled) throws InterruptedException {
    for (Future<?> future : futures) {
      if (settled.peek() != null) {
        return true;
      }
      Awaiting.runInline(future);
    }
    return settled.join(Context.current().task(), Long.MAX_VALUE) != null;
  }

  /**
   * Calls {@code action} when all are done, and each time that one is for which {@code early}
   * holds.
   */
  private static void whenAllDone(
      List<? extends Future<?>> futures, Predicate<Outcome<?>> early, Runnable action) {
    AtomicInteger left = new AtomicInteger(futures.size());
    if (futures.isEmpty()) {
      action.run();
    }
    Consumer<Outcome<?>> count =
        outcome -> {
          if (left.decrementAndGet() == 0 || early.test(outcome)) {
            action.run();
          }
        };
    futures.forEach(future -> future.completion().whenDone(count));
  }

  static <T extends @Nullable Object> Future<List<T>> collectAll(List<Future<T>> futures) {
    Future<List<T>> all = Future.of(futures);
    whenAllDone(futures, outcome -> false, () -> all.set(combined(futures)));
    return all;
  }

  @SuppressWarnings("unchecked") // an outcome is of its future's type
  private static <T extends @Nullable Object> Outcome<List<T>> combined(List<Future<T>> futures) {
    List<Mark> marks = new ArrayList<>();
    List<T> values = new ArrayList<>(futures.size());
    @Nullable Outcome<?> failure = null;
    for (Future<T> future : futures) {
      Outcome<?> outcome = Awaiting.outcome(future);
      outcome.marks().forEach(mark -> mark.addTo(marks));
      if (outcome instanceof Outcome.Returned<?> returned) {
        values.add((T) returned.value());
      } else if (failure == null) {
        failure = outcome;
      }
    }
    return switch (failure) {
      case null -> new Outcome.Returned<>(values, marks);
      case Outcome.Failed<?> failed -> new Outcome.Failed<>(failed.error(), marks, failed.seen());
      default -> new Outcome.Cancelled<>(marks);
    };
  }

  @SuppressWarnings("unchecked") // the outcome is of the future's type
  static <T extends @Nullable Object> Future<T> collectAny(List<Future<T>> futures) {
    if (futures.isEmpty()) {
      throw new IllegalArgumentException("collectAny: expected at least one future, got none");
    }
    Future<T> first = Future.of(futures);
    for (Future<T> future : futures) {
      future.completion().whenDone(outcome -> first.set((Outcome<T>) outcome));
    }
    return first;
  }
}
