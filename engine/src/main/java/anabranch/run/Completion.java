package anabranch.run;

import java.util.ArrayDeque;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value that is set once, for which threads wait and callbacks run: each exactly once, in the
 * order in which they were added.
 */
public final class Completion<V> {
  private volatile @Nullable V value;
  private @Nullable ArrayDeque<Consumer<? super V>> callbacks;
  private boolean draining;

  /** The value, or null while there is none. */
  public @Nullable V peek() {
    return value;
  }

  /** Sets the value and runs the callbacks on the calling thread; false if it was set before. */
  public boolean complete(V value) {
    synchronized (this) {
      if (this.value != null) {
        return false;
      }
      this.value = value;
      if (callbacks == null) {
        return true;
      }
      draining = true;
    }
    drain(value);
    return true;
  }

  private void drain(V value) {
    for (; ; ) {
      Consumer<? super V> next;
      synchronized (this) {
        next = callbacks == null ? null : callbacks.poll();
        if (next == null) {
          callbacks = null;
          draining = false;
          return;
        }
      }
      next.accept(value);
    }
  }

  /**
   * Runs {@code callback} when there is a value: on the thread that sets it, or now if it is set.
   * It must not throw.
   */
  public void whenDone(Consumer<? super V> callback) {
    V now;
    synchronized (this) {
      now = value;
      if (now == null || draining) {
        if (callbacks == null) {
          callbacks = new ArrayDeque<>(2);
        }
        callbacks.add(callback);
        return;
      }
    }
    callback.accept(now);
  }

  /** Blocks until there is a value. On a pool's thread another stands in meanwhile. */
  public V join() throws InterruptedException {
    V now = value;
    if (now == null) {
      HostPool.block(new Waiter(Long.MAX_VALUE));
      now = value;
    }
    if (now == null) {
      throw new IllegalStateException("a wait ended without a value");
    }
    return now;
  }

  /** Blocks until there is a value, or {@code nanos} have passed: then null. */
  public @Nullable V join(long nanos) throws InterruptedException {
    if (value == null) {
      HostPool.block(new Waiter(nanos));
    }
    return value;
  }

  private final class Waiter implements ForkJoinPool.ManagedBlocker, Consumer<V> {
    private final Thread thread = Thread.currentThread();
    private final boolean timed;
    private final long deadline;
    private boolean added;

    Waiter(long nanos) {
      this.timed = nanos != Long.MAX_VALUE;
      this.deadline = timed ? System.nanoTime() + nanos : 0;
    }

    @Override
    public void accept(V done) {
      LockSupport.unpark(thread);
    }

    @Override
    public boolean isReleasable() {
      return value != null || (timed && System.nanoTime() - deadline >= 0);
    }

    @Override
    public boolean block() throws InterruptedException {
      if (!added) {
        added = true;
        whenDone(this);
      }
      while (!isReleasable()) {
        if (Thread.interrupted()) {
          remove();
          throw new InterruptedException();
        }
        if (timed) {
          LockSupport.parkNanos(Completion.this, deadline - System.nanoTime());
        } else {
          LockSupport.park(Completion.this);
        }
      }
      if (value == null) {
        remove();
      }
      return true;
    }

    private void remove() {
      synchronized (Completion.this) {
        if (callbacks != null) {
          callbacks.remove(this);
        }
      }
    }
  }
}
