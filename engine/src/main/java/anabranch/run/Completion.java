package anabranch.run;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value that is set once, for which threads wait and callbacks run: each exactly once, in the
 * order in which they were added.
 */
public final class Completion<V> {
  private static final class Node<V> {
    private final Consumer<? super V> callback;
    private @Nullable Node<V> next;

    Node(Consumer<? super V> callback) {
      this.callback = callback;
    }
  }

  private volatile @Nullable V value;
  private @Nullable Node<V> first;
  private @Nullable Node<V> last;
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
      if (first == null) {
        return true;
      }
      draining = true;
    }
    for (Node<V> node = poll(); node != null; node = poll()) {
      node.callback.accept(value);
    }
    return true;
  }

  private synchronized @Nullable Node<V> poll() {
    Node<V> node = first;
    if (node == null) {
      draining = false;
      return null;
    }
    first = node.next;
    if (first == null) {
      last = null;
    }
    return node;
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
        add(new Node<>(callback));
        return;
      }
    }
    callback.accept(now);
  }

  private void add(Node<V> node) {
    if (last == null) {
      first = node;
    } else {
      last.next = node;
    }
    last = node;
  }

  private synchronized void remove(Consumer<? super V> callback) {
    Node<V> before = null;
    for (Node<V> node = first; node != null; before = node, node = node.next) {
      if (node.callback == callback) {
        if (before == null) {
          first = node.next;
        } else {
          before.next = node.next;
        }
        if (last == node) {
          last = before;
        }
        return;
      }
    }
  }

  /** Blocks until there is a value. On a pool's thread another stands in meanwhile. */
  public V join() throws InterruptedException {
    V joined = join(null, Long.MAX_VALUE);
    if (joined == null) {
      throw new IllegalStateException("a wait ended without a value");
    }
    return joined;
  }

  /**
   * Blocks until there is a value, or {@code nanos} have passed: then null.
   *
   * @param task who waits, if the wait shall end with its cancellation
   * @throws CancellationException if {@code task} is cancelled
   */
  public @Nullable V join(@Nullable Task task, long nanos) throws InterruptedException {
    if (value == null) {
      HostPool.block(new Waiter(task, nanos));
      if (value == null && task != null) {
        task.checkCancelled();
      }
    }
    return value;
  }

  private final class Waiter implements ForkJoinPool.ManagedBlocker, Consumer<V> {
    private final Thread thread = Thread.currentThread();
    private final @Nullable Task task;
    private final boolean timed;
    private final long deadline;

    Waiter(@Nullable Task task, long nanos) {
      this.task = task;
      this.timed = nanos != Long.MAX_VALUE;
      this.deadline = timed ? System.nanoTime() + nanos : 0;
    }

    @Override
    public void accept(V done) {
      LockSupport.unpark(thread);
    }

    @Override
    public boolean isReleasable() {
      return value != null
          || (timed && System.nanoTime() - deadline >= 0)
          || (task != null && task.isCancelled());
    }

    @Override
    public boolean block() throws InterruptedException {
      whenDone(this);
      if (task != null) {
        task.addBlocked(thread);
      }
      try {
        while (!isReleasable()) {
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          if (timed) {
            LockSupport.parkNanos(Completion.this, deadline - System.nanoTime());
          } else {
            LockSupport.park(Completion.this);
          }
        }
      } finally {
        if (task != null) {
          task.removeBlocked(thread);
        }
        if (value == null) {
          remove(this);
        }
      }
      return true;
    }
  }
}
