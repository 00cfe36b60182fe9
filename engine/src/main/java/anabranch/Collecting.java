package anabranch;

import anabranch.run.Completion;
import anabranch.run.Mark;
import anabranch.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Waiting for several futures. */
final class Collecting {
  private Collecting() {}

  static <T extends @Nullable Object> List<T> awaitAll(List<Future<T>> futures) {
    List<Future<T>> unfinished = new ArrayList<>();
    for (Future<T> future : futures) {
      Awaiting.runInline(future);
      if (!future.isDone()) {
        unfinished.add(future);
      } else if (!hasValue(future)) {
        break;
      }
    }
    throwFirstFailure(futures);
    if (!unfinished.isEmpty()) {
      joinAllOrFirstFailure(unfinished);
      throwFirstFailure(futures);
    }
    List<T> values = new ArrayList<>(futures.size());
    for (Future<T> future : futures) {
      values.add(Awaiting.value(future, Awaiting.outcome(future)));
    }
    return values;
  }

  private static boolean hasValue(Future<?> future) {
    return future.completion().peek() instanceof Outcome.Returned<?>;
  }

  private static void throwFirstFailure(List<? extends Future<?>> futures) {
    for (Future<?> future : futures) {
      if (future.isDone() && !hasValue(future)) {
        Awaiting.value(future, Awaiting.outcome(future));
      }
    }
  }

  private static void joinAllOrFirstFailure(List<? extends Future<?>> futures) {
    Completion<Boolean> settled = new Completion<>();
    AtomicInteger left = new AtomicInteger(futures.size());
    for (Future<?> future : futures) {
      future
          .completion()
          .whenDone(
              outcome -> {
                if (left.decrementAndGet() == 0 || !(outcome instanceof Outcome.Returned<?>)) {
                  settled.complete(true);
                }
              });
    }
    try {
      settled.join();
    } catch (InterruptedException e) {
      throw Awaiting.interrupted();
    }
  }

  static <T extends @Nullable Object> Future<List<T>> collectAll(List<Future<T>> futures) {
    Future<List<T>> all = Future.create();
    if (futures.isEmpty()) {
      all.set(new Outcome.Returned<>(List.of(), List.of()));
    }
    AtomicInteger left = new AtomicInteger(futures.size());
    for (Future<T> future : futures) {
      future
          .completion()
          .whenDone(
              outcome -> {
                if (left.decrementAndGet() == 0) {
                  all.set(combined(futures));
                }
              });
    }
    return all;
  }

  @SuppressWarnings("unchecked") // an outcome is of its future's type
  private static <T extends @Nullable Object> Outcome<List<T>> combined(List<Future<T>> futures) {
    List<Mark> marks = new ArrayList<>();
    List<T> values = new ArrayList<>(futures.size());
    @Nullable Outcome<?> failure = null;
    for (Future<T> future : futures) {
      Outcome<?> outcome = Awaiting.outcome(future);
      marks.addAll(outcome.marks());
      if (outcome instanceof Outcome.Returned<?> returned) {
        values.add((T) returned.value());
      } else if (failure == null) {
        failure = outcome;
      }
      if (future.fork() != null) {
        future.fork().markSeen();
      }
    }
    return switch (failure) {
      case null -> new Outcome.Returned<>(values, marks);
      case Outcome.Failed<?> failed -> new Outcome.Failed<>(failed.error(), marks);
      default -> new Outcome.Cancelled<>(marks);
    };
  }

  @SuppressWarnings("unchecked") // the outcome is of the future's type
  static <T extends @Nullable Object> Future<T> collectAny(List<Future<T>> futures) {
    if (futures.isEmpty()) {
      throw new IllegalArgumentException("collectAny: expected at least one future, got none");
    }
    Future<T> first = Future.create();
    for (Future<T> future : futures) {
      future.completion().whenDone(outcome -> first.set((Outcome<T>) outcome));
    }
    return first;
  }
}
