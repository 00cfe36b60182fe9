package anabranch.run;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One tensor's claim on a storage: closed once, by the user, by its scope's end or, in a root
 * scope, by the garbage collector. A fork that took the tensor as an argument holds the grip, and
 * the claim lasts until it lets go.
 */
public final class Grip {
  private static final int CLOSED = 1;
  private static final int HOLD = 2;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Grip.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Storage storage;
  private volatile @Nullable Ownership owner;

  @SuppressWarnings("unused")
  private volatile int state;

  private Grip(Storage storage) {
    this.storage = storage;
  }

  /** A first claim, on a storage just allocated. */
  static Grip first(Storage storage) {
    return new Grip(storage);
  }

  /** One more claim on the same storage, for a view. */
  Grip another() {
    storage.retain();
    return new Grip(storage);
  }

  /** The storage. */
  public Storage storage() {
    return storage;
  }

  /** The scope whose end closes this, or null before it has one. */
  public @Nullable Ownership owner() {
    return owner;
  }

  void owner(Ownership owner) {
    this.owner = owner;
  }

  /** Whether it was closed, though a fork may still hold it. */
  public boolean isClosed() {
    return ((int) STATE.getVolatile(this) & CLOSED) != 0;
  }

  /** Closes it; false if it was closed before. */
  public boolean close() {
    int before = (int) STATE.getAndBitwiseOr(this, CLOSED);
    if ((before & CLOSED) != 0) {
      return false;
    }
    Ownership scope = owner;
    if (scope != null) {
      scope.noteClosed();
    }
    if (before == 0) {
      storage.release();
    }
    return true;
  }

  /** Keeps the storage for a fork; false if it is closed and nobody holds it any more. */
  boolean hold() {
    for (; ; ) {
      int now = (int) STATE.getVolatile(this);
      if (now == CLOSED) {
        return false;
      }
      if (STATE.compareAndSet(this, now, now + HOLD)) {
        return true;
      }
    }
  }

  /** Ends one {@link #hold}. */
  void letGo() {
    int before = (int) STATE.getAndAdd(this, -HOLD);
    if (before == HOLD + CLOSED) {
      storage.release();
    }
  }
}
