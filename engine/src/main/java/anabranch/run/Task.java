package anabranch.run;

import anabranch.spi.Event;
import anabranch.spi.Stream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One line of work: a forked body, or all code outside of forks. Holds a stream lease per device
 * that it has used, and for the others what to wait for before the first use.
 */
public final class Task {
  private static final Lease[] NONE = {};

  private final Engine engine;
  private final @Nullable Task parent;
  private final Set<Grip> held;
  private final List<Mark> pending;
  private volatile Lease[] leases = NONE;
  private volatile boolean cancelled;

  /**
   * A task of a fork.
   *
   * @param parent the task that forked it, or null for a root
   * @param held the grips that the fork holds for the body
   * @param starts what its streams wait for before their first work
   */
  Task(Engine engine, @Nullable Task parent, Set<Grip> held, List<Mark> starts) {
    this.engine = engine;
    this.parent = parent;
    this.held = held;
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
    for (Mark mark : pending) {
      if (mark.device() == device) {
        wait(lease, mark.event());
      }
    }
    pending.removeIf(mark -> mark.device() == device);
    Lease[] now = leases;
    Lease[] more = Arrays.copyOf(now, now.length + 1);
    more[now.length] = lease;
    leases = more;
    return lease;
  }

  /** Lets this task's later work on each mark's device wait for it; the host does not block. */
  public void await(List<Mark> marks) {
    for (Mark mark : marks) {
      Lease lease = leaseIfAny(mark.device());
      if (lease != null) {
        wait(lease, mark.event());
      } else {
        awaitLater(mark);
      }
    }
  }

  private synchronized void awaitLater(Mark mark) {
    Lease lease = leaseIfAny(mark.device());
    if (lease != null) {
      wait(lease, mark.event());
    } else if (!mark.event().isDone()) {
      pending.removeIf(m -> m.event().stream() == mark.event().stream() && m.event().isDone());
      pending.add(mark);
    }
  }

  private static void wait(Lease lease, Event event) {
    Stream stream = lease.stream();
    if (event.stream() != stream) {
      stream.await(event);
    }
  }

  /** Points after all that the task has enqueued or would wait for. */
  public synchronized List<Mark> marks() {
    List<Mark> marks = new ArrayList<>(pending);
    for (Lease lease : leases) {
      marks.add(new Mark(lease.device(), lease.event()));
    }
    return marks;
  }

  /** Ends the leases; returns points after all that the task has enqueued or would wait for. */
  synchronized List<Mark> end() {
    List<Mark> marks = new ArrayList<>(pending);
    for (Lease lease : leases) {
      marks.add(new Mark(lease.device(), lease.end()));
    }
    return marks;
  }

  /**
   * Whether a fork around the caller holds {@code grip}, so that it may be used though it is
   * closed.
   */
  boolean holds(Grip grip) {
    for (Task task = this; task != null; task = task.parent) {
      if (task.held.contains(grip)) {
        return true;
      }
    }
    return false;
  }

  /** Makes the next operation of this task, or of a fork inside it, throw. */
  void cancel() {
    cancelled = true;
  }

  /** Throws CancellationException if this task, or one around it, was cancelled. */
  void checkCancelled() {
    for (Task task = this; task != null; task = task.parent) {
      if (task.cancelled) {
        throw new CancellationException("the fork was cancelled");
      }
    }
  }
}
