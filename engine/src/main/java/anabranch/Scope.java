package anabranch;

import anabranch.run.Context;
import anabranch.run.Failures;
import anabranch.run.Moving;
import anabranch.run.Ownership;
import anabranch.run.RandomKey;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of code that frees what was made in it. Tensors made inside are freed at its end,
 * except those that it returns, also inside records, collections, maps, arrays, optionals and
 * futures. Forks made inside have returned before it ends; an error of a fork that nobody awaited
 * is thrown there.
 *
 * <p>A module's {@code apply} and a fork's body are scopes by themselves.
 */
public final class Scope {
  private Scope() {}

  /**
   * Runs {@code body} as a scope and returns what it returns.
   *
   * @throws ForkException if a fork made in it failed and nobody awaited it
   */
  public static <R extends @Nullable Object, X extends Throwable> R call(
      ScopedValue.CallableOp<? extends R, X> body) throws X {
    return Unchecked.cast(call(Context.current(), body::call));
  }

  /** As {@link #call} for a body that returns nothing. */
  public static void run(Runnable body) {
    call(
        Context.current(),
        () -> {
          body.run();
          return null;
        });
  }

  /**
   * Runs {@code body} as a scope whose random numbers follow from {@code seed} alone: drawn in it,
   * or in forks made in it, however these are timed.
   */
  public static <R extends @Nullable Object, X extends Throwable> R seeded(
      long seed, ScopedValue.CallableOp<? extends R, X> body) throws X {
    return Unchecked.cast(call(Context.current().with(new RandomKey(seed)), body::call));
  }

  static @Nullable Object call(Context around, Scopes.Body body) {
    Ownership outer = around.scope();
    Ownership inner = outer.nested();
    return around.with(inner).call(() -> runIn(inner, outer, body));
  }

  private static @Nullable Object runIn(Ownership inner, Ownership outer, Scopes.Body body) {
    try {
      Object value = Scopes.run(body, given -> Moving.futures(Walk.INSTANCE, given, inner, outer));
      Moving.all(Walk.INSTANCE, value, inner, outer);
      return value;
    } catch (Throwable e) {
      throw Failures.rethrow(e);
    } finally {
      inner.end();
    }
  }
}
