package anabranch.profile.record;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * How many recordings are under way in this JVM. It decides nothing but whether it is worth to look
 * for one, so that without any the look costs one branch.
 */
final class Gate {
  private static final AtomicIntegerFieldUpdater<Gate> COUNT =
      AtomicIntegerFieldUpdater.newUpdater(Gate.class, "count");

  private volatile int count;

  boolean isClosed() {
    return count == 0;
  }

  void open() {
    COUNT.incrementAndGet(this);
  }

  void close() {
    COUNT.decrementAndGet(this);
  }
}
