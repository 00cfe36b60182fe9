package anabranch.run;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A claim on a storage, which lasts until it is closed and nobody holds it any more; then the
 * storage is released, once.
 */
final class Claim {
  private static final int CLOSED = 1;
  private static final int HOLD = 2;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Claim.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Storage storage;

  @SuppressWarnings("unused") // by STATE
  private volatile int state;

  /** A claim for which the storage counts one reference. */
  Claim(Storage storage) {
    this.storage = storage;
  }

  Storage storage() {
    return storage;
  }

  boolean isClosed() {
    return ((int) STATE.getVolatile(this) & CLOSED) != 0;
  }

  /** Closes it; false if it was closed before. */
  boolean close() {
    int before = (int) STATE.getAndBitwiseOr(this, CLOSED);
    if (before == 0) {
      storage.release();
    }
    return (before & CLOSED) == 0;
  }

  /** Keeps the storage; false if it is closed and nobody holds it any more. */
  boolean hold() {
    while (true) {
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
