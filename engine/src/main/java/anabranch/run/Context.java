package anabranch.run;

import org.jspecify.annotations.Nullable;

/**
 * What surrounds the running code: its task, scope, source of random numbers and default device.
 * Bound by ScopedValue, so it ends with the code that it was bound for.
 *
 * @param task the line of work
 * @param scope what owns the tensors and forks made now
 * @param random where random numbers come from
 * @param device the device that is used when none is named, or null for the best
 * @param depth how many bodies run inline on this thread, one awaiting the next
 */
public record Context(
    Task task, Ownership scope, RandomKey random, @Nullable OpenDevice device, int depth) {
  static final ScopedValue<Context> CURRENT = ScopedValue.newInstance();

  /** The context of the calling code; outside of any, the root context of the system's engine. */
  public static Context current() {
    return CURRENT.isBound() ? CURRENT.get() : Engine.system().root();
  }

  /** The current task's stream lease on {@code device}, if it has used it. */
  static @Nullable Lease leaseIfAny(OpenDevice device) {
    return CURRENT.isBound() ? CURRENT.get().task.leaseIfAny(device) : null;
  }

  /** The engine. */
  public Engine engine() {
    return task.engine();
  }

  /** The same if it is of {@code engine}, else that engine's root with this scope, if it is one. */
  public Context on(Engine engine) {
    if (task.engine() == engine) {
      return this;
    }
    Context root = engine.root();
    return new Context(root.task, scope.isRoot() ? root.scope : scope, random, null, depth);
  }

  /** The same with another scope. */
  public Context with(Ownership scope) {
    return new Context(task, scope, random, device, depth);
  }

  /** The same with another source of random numbers. */
  public Context with(RandomKey random) {
    return new Context(task, scope, random, device, depth);
  }

  /** The same with another default device. */
  public Context with(OpenDevice device) {
    return new Context(task, scope, random, device, depth);
  }

  /** As {@link #call} for a body that returns nothing. */
  public void run(Runnable body) {
    ScopedValue.where(CURRENT, this).run(body);
  }

  /** Runs {@code body} with this context bound. */
  public <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> body) throws X {
    return ScopedValue.where(CURRENT, this).call(body);
  }
}
