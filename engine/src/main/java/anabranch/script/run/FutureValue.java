package anabranch.script.run;

import anabranch.Async;
import anabranch.Future;
import anabranch.script.ScriptException.Place;
import org.jspecify.annotations.Nullable;

/** A fork of a program. */
public final class FutureValue {
  private final Future<@Nullable Object> future;
  private final FunctionCode function;
  private final int at;
  private final @Nullable Object[] arguments;
  private final Sweeper maker;
  private boolean takenOver;

  FutureValue(
      Future<@Nullable Object> future,
      FunctionCode function,
      int at,
      @Nullable Object[] arguments,
      Sweeper maker) {
    this.maker = maker;
    this.future = future;
    this.function = function;
    this.at = at;
    this.arguments = arguments;
  }

  Future<@Nullable Object> future() {
    return future;
  }

  /** What the fork gives; waits for it. */
  public @Nullable Object value() {
    return Carried.value(Async.await(future));
  }

  /** Whether {@code by} is who made the fork, and this is its first call. */
  synchronized boolean takeOver(Sweeper by) {
    boolean first = by == maker && !takenOver;
    takenOver |= first;
    return first;
  }

  /** What the fork took. */
  @Nullable Object[] arguments() {
    return arguments;
  }

  Place site() {
    return function.source().place(function.name(), at, Place.How.FORKED);
  }
}
