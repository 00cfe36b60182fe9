package anabranch;

import anabranch.run.Context;
import anabranch.run.ForkTask;
import anabranch.run.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fork and await. A fork's body runs on the host pool, with a stream and a scope of its own; what
 * it enqueues is ordered after what the forking code has enqueued before, and unordered with what
 * that enqueues after, until somebody awaits.
 *
 * <p>Import statically: {@code import static anabranch.Async.*;}
 */
public final class Async {
  private Async() {}

  /** A function of three arguments. */
  @FunctionalInterface
  public interface TriFunction<A, B, C, R> {
    /** Applies it. */
    R apply(A a, B b, C c);
  }

  /**
   * What a function that is forked may implement as well, if its fork stands in a program of
   * another language: profiles and errors then name that place.
   */
  @FunctionalInterface
  public interface Sited {
    /** The place of the fork. */
    StackTraceElement site();
  }

  /**
   * Starts {@code body} and returns at once. It runs even if nobody awaits it. What it captures
   * must stay open until it has returned.
   *
   * @throws IllegalStateException if the current scope has ended
   */
  public static <R extends @Nullable Object> Future<R> fork(Callable<? extends R> body) {
    return start(body::call, null);
  }

  /** As {@link #fork(Callable)} for a body without a value. */
  public static Future<@Nullable Void> fork(Runnable body) {
    return start(
        () -> {
          body.run();
          return null;
        },
        null);
  }

  /**
   * Starts {@code function} on {@code argument}: a lambda, a method reference, or a module. Tensors
   * in the argument may be closed by the caller meanwhile; the fork holds them.
   */
  public static <A, R extends @Nullable Object> Future<R> fork(
      Function<? super A, ? extends R> function, A argument) {
    Scopes.Body body = () -> function.apply(argument);
    return function instanceof Sited sited
        ? Future.of(ForkTask.fork(Scopes.forked(body, sited), argument, Walk.INSTANCE))
        : start(body, argument);
  }

  /** As {@link #fork(Function, Object)} with two arguments. */
  public static <A, B, R extends @Nullable Object> Future<R> fork(
      BiFunction<? super A, ? super B, ? extends R> function, A a, B b) {
    return start(() -> function.apply(a, b), Arrays.asList(a, b));
  }

  /** As {@link #fork(Function, Object)} with three arguments. */
  public static <A, B, C, R extends @Nullable Object> Future<R> fork(
      TriFunction<? super A, ? super B, ? super C, ? extends R> function, A a, B b, C c) {
    return start(() -> function.apply(a, b, c), Arrays.asList(a, b, c));
  }

  private static <R extends @Nullable Object> Future<R> start(
      Scopes.Body body, @Nullable Object arguments) {
    return Future.of(ForkTask.fork(Scopes.forked(body), arguments, Walk.INSTANCE));
  }

  /**
   * The future's value. Waits on the host until the body has returned, and lets the current stream
   * wait for the device work that makes the value; the host does not wait for the device. If nobody
   * has started the body, it runs here.
   *
   * @throws ForkException if the body failed: its message and cause are the original's
   * @throws java.util.concurrent.CancellationException if it was cancelled
   * @throws InterruptedWaitException if the thread is interrupted while it waits
   * @throws IllegalStateException if the scope that owned the value has ended
   */
  public static <T extends @Nullable Object> T await(Future<T> future) {
    return Awaiting.value(future, Awaiting.outcome(future));
  }

  /**
   * As {@link #await(Future)}, for {@code timeout} at the most. The fork goes on after a timeout.
   *
   * @throws TimeoutException if the body had not returned by then
   */
  public static <T extends @Nullable Object> T await(Future<T> future, Duration timeout)
      throws TimeoutException {
    Outcome<?> outcome;
    try {
      outcome = Awaiting.outcome(future, TimeUnit.NANOSECONDS.convert(timeout));
    } catch (InterruptedException e) {
      throw Awaiting.interrupted();
    }
    if (outcome == null) {
      throw new TimeoutException("await: the fork had not returned after " + timeout);
    }
    return Awaiting.value(future, outcome);
  }

  /**
   * The values of all, in order. Fails as soon as one has failed, without waiting for the others.
   *
   * @throws NullPointerException if an element is null
   */
  public static <T extends @Nullable Object> List<T> awaitAll(
      Collection<? extends Future<T>> futures) {
    return Collecting.awaitAll(checked("awaitAll", futures));
  }

  /**
   * A future of all values, in order. It completes when all have; if any failed, it fails as the
   * first of them in the list.
   *
   * @throws NullPointerException if an element is null
   */
  public static <T extends @Nullable Object> Future<List<T>> collectAll(
      Collection<? extends Future<T>> futures) {
    return Collecting.collectAll(checked("collectAll", futures));
  }

  /**
   * A future that completes as the first of {@code futures} does, be it with an error.
   *
   * @throws IllegalArgumentException if there is none
   * @throws NullPointerException if an element is null
   */
  public static <T extends @Nullable Object> Future<T> collectAny(
      Collection<? extends Future<T>> futures) {
    return Collecting.collectAny(checked("collectAny", futures));
  }

  private static <T extends @Nullable Object> List<Future<T>> checked(
      String call, Collection<? extends Future<T>> futures) {
    int i = 0;
    for (Future<T> future : futures) {
      Objects.requireNonNull(future, call + ": element " + i + " is null");
      i++;
    }
    return List.copyOf(futures);
  }

  /**
   * Lets forks carry the binding that {@code key} has where they are made. Java has no snapshot of
   * all bindings, so only registered keys cross a fork; a body never sees the binding that such a
   * key has where its future is awaited.
   */
  public static void inherit(ScopedValue<?> key) {
    Context.current().engine().inherited().register(key);
  }
}
