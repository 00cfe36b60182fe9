package anabranch.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One line of work: a forked body, or all code outside of forks. Holds a stream lease per device
 * that it has used, and for the others what to wait for before the first use.
 */
public final class Task {
  private static final Lease[] NONE = {};

  private final Engine engine;
  private final @Nullable Task parent;
  private final List<Mark> pending;
  private final List<Thread> blocked = new ArrayList<>(0);
  private volatile Arguments arguments;
  private volatile Lease[] leases = NONE;
  private volatile boolean cancelled;

  /**
   * A task of a fork.
   *
   * @param parent the task that forked it, or null for a root
   * @param arguments what the fork holds for the body
   * @param starts what its streams wait for before their first work
   */
  Task(Engine engine, @Nullable Task parent, Arguments arguments, List<Mark> starts) {
    this.engine = engine;
    this.parent = parent;
    this.arguments = arguments;
    this.pending = new ArrayList<>(starts);
  }

  /** The engine that it runs on. */
  public Engine engine() {
    return engine;
  }

  /** The stream lease on {@code device}, made at the first call. */
  public Lease lease(OpenDevice device) {
    Lease lease = leaseIfAny(device);
    return lease != null ? lease : firstLease(device);
  }

  /** The stream lease on {@code device}, if the task has used it. */
  public @Nullable Lease leaseIfAny(OpenDevice device) {
    for (Lease lease : leases) {
      if (lease.device() == device) {
        return lease;
      }
    }
    return null;
  }

  private synchronized Lease firstLease(OpenDevice device) {
    Lease other = leaseIfAny(device);
    if (other != null) {
      return other;
    }
    Lease lease = device.streams().lease();
    try {
      for (Mark mark : pending) {
        if (mark.device() == device) {
          lease.await(mark.event());
        }
      }
      pending.removeIf(mark -> mark.device() == device);
    } finally {
      Lease[] more = Arrays.copyOf(leases, leases.length + 1);
      more[leases.length] = lease;
      leases = more;
    }
    return lease;
  }

  /** Lets this task's later work on each mark's device wait for it; the host does not block. */
  public void await(List<Mark> marks) {
    for (Mark mark : marks) {
      Lease lease = leaseIfAny(mark.device());
      if (lease != null) {
        lease.await(mark.event());
      } else {
        awaitLater(mark);
      }
    }
  }

  private synchronized void awaitLater(Mark mark) {
    Lease lease = leaseIfAny(mark.device());
    if (lease != null) {
      lease.await(mark.event());
    } else if (!mark.event().isDone()) {
      mark.addTo(pending);
    }
  }

  /** Points after all that the task has enqueued or would wait for. */
  public synchronized List<Mark> marks() {
    if (pending.isEmpty() && leases.length == 0) {
      return List.of();
    }
    List<Mark> marks = new ArrayList<>(pending);
    for (Lease lease : leases) {
      marks.add(new Mark(lease.device(), lease.event()));
    }
    return marks;
  }

  /** As {@link #marks}; the points stand for all of this task's use of memory from now on. */
  synchronized List<Mark> seal() {
    for (Lease lease : leases) {
      lease.seal();
    }
    return marks();
  }

  /** Gives the streams back. */
  synchronized void end() {
    arguments = Arguments.NONE;
    Throwable error = null;
    for (Lease lease : leases) {
      error = Failures.attempt(error, lease::giveBack);
    }
    if (error != null) {
      throw Failures.rethrow(error);
    }
  }

  /**
   * Whether a fork around the caller holds {@code grip}, so that it may be used though it is
   * closed.
   */
  boolean holds(Grip grip) {
    for (Task task = this; task != null; task = task.parent) {
      if (task.arguments.holds(grip)) {
        return true;
      }
    }
    return false;
  }

  /** Makes the next operation or wait of this task, or of a fork inside it, throw. */
  void cancel() {
    cancelled = true;
    synchronized (blocked) {
      blocked.forEach(LockSupport::unpark);
    }
  }

  /** Whether this task, or one around it, was cancelled. */
  boolean isCancelled() {
    for (Task task = this; task != null; task = task.parent) {
      if (task.cancelled) {
        return true;
      }
    }
    return false;
  }

  /** Throws CancellationException if this task, or one around it, was cancelled. */
  void checkCancelled() {
    if (isCancelled()) {
      throw new CancellationException("the fork was cancelled");
    }
  }

  /** Lets the cancellation of this task, or of one around it, wake {@code thread}. */
  void addBlocked(Thread thread) {
    for (Task task = this; task.parent != null; task = task.parent) {
      synchronized (task.blocked) {
        task.blocked.add(thread);
      }
    }
  }

  /** Undoes {@link #addBlocked}. */
  void removeBlocked(Thread thread) {
    for (Task task = this; task.parent != null; task = task.parent) {
      synchronized (task.blocked) {
        task.blocked.remove(thread);
      }
    }
  }
}
