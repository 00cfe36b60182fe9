package anabranch.profile.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How many recordings are under way in this JVM. It decides nothing but whether it is worth to look
 * for one, so that without any the look costs one branch.
 */
final class Gate {
  private static final VarHandle COUNT;

  static {
    try {
      COUNT = MethodHandles.lookup().findVarHandle(Gate.class, "count", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // by COUNT
  private volatile int count;

  boolean isClosed() {
    return count == 0;
  }

  void open() {
    COUNT.getAndAdd(this, 1);
  }

  void close() {
    COUNT.getAndAdd(this, -1);
  }
}
