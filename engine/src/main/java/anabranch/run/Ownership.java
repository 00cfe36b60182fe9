package anabranch.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a scope owns: the tensors made in it and the forks made in it. Ends once: then its forks
 * have returned and its tensors are freed, but for those that moved out. A root scope owns tensors
 * through the garbage collector instead, and never ends before its engine does.
 */
public final class Ownership {
  private static final int PRUNE_FROM = 64;

  /** What most scopes have. */
  private static final Set<ForkTask> NO_FORKS = Set.of();

  private static final List<ForkTask> NO_FAILURES = List.of();

  private final boolean root;
  private List<Grip> grips = new ArrayList<>(0);
  private int closed;
  private int pruneAt = PRUNE_FROM;
  private Set<ForkTask> forks = NO_FORKS;
  private List<ForkTask> failed = NO_FAILURES;
  private boolean ended;

  private Ownership(boolean root) {
    this.root = root;
  }

  /** A root scope. */
  static Ownership root() {
    return new Ownership(true);
  }

  /** A scope inside this one. */
  public Ownership nested() {
    return new Ownership(false);
  }

  /** Whether it is code outside of any scope. */
  boolean isRoot() {
    return root;
  }

  /** Whether it has ended, so that what it owned is gone. */
  public synchronized boolean hasEnded() {
    return ended;
  }

  /** Owns {@code grip} from now on; a root scope until the grip is unreachable. */
  public void adopt(Grip grip) {
    grip.owner(this);
    if (root) {
      grip.storage().device().unreachable().watch(grip);
      return;
    }
    synchronized (this) {
      if (!ended) {
        if (closed > PRUNE_FROM && closed > grips.size() / 2) {
          grips.removeIf(g -> g.isClosed() || g.owner() != this);
          closed = 0;
        }
        grips.add(grip);
        return;
      }
    }
    grip.close();
    throw new IllegalStateException(
        "a tensor was made in a scope that has ended; a thread started inside a scope must not"
            + " outlive it");
  }

  /** Moves {@code grip} to {@code to} if this owns it; what others own stays where it is. */
  public void move(Grip grip, Ownership to) {
    if (grip.owner() == this && !grip.isClosed()) {
      to.adopt(grip);
      noteClosed();
    }
  }

  void noteClosed() {
    if (!root) {
      synchronized (this) {
        closed++;
      }
    }
  }

  /** Owns {@code fork} from now on: this scope does not end before it has ended. */
  synchronized void add(ForkTask fork) {
    if (ended) {
      throw new IllegalStateException("a fork was made in a scope that has ended");
    }
    addRunning(fork);
  }

  private void addRunning(ForkTask fork) {
    if (forks == NO_FORKS) {
      forks = new LinkedHashSet<>();
    }
    forks.add(fork);
  }

  private void addFailed(ForkTask fork) {
    if (failed == NO_FAILURES) {
      failed = new ArrayList<>();
    }
    failed.add(fork);
  }

  /** Notes that {@code fork} has ended; remembers it if it failed. */
  synchronized void ended(ForkTask fork) {
    if (removeRunning(fork) && fork.hasUnseenFailure()) {
      if (failed.size() >= pruneAt) {
        failed.removeIf(f -> !f.hasUnseenFailure());
        pruneAt = Math.max(PRUNE_FROM, 2 * failed.size());
      }
      addFailed(fork);
    }
  }

  private boolean removeRunning(ForkTask fork) {
    return forks != NO_FORKS && forks.remove(fork);
  }

  /** Hands {@code fork}, ended or not, to {@code to}. */
  void move(ForkTask fork, Ownership to) {
    boolean running;
    boolean hasFailed;
    synchronized (this) {
      running = removeRunning(fork);
      hasFailed = failed != NO_FAILURES && failed.remove(fork);
    }
    synchronized (to) {
      if (running) {
        to.addRunning(fork);
      } else if (hasFailed) {
        to.addFailed(fork);
      }
    }
  }

  /** The forks that have not ended. */
  public synchronized List<ForkTask> running() {
    return forks.isEmpty() ? List.of() : List.copyOf(forks);
  }

  synchronized boolean hasForks() {
    return !forks.isEmpty();
  }

  /** Takes the forks that failed and whose error nobody has seen. */
  public synchronized List<ForkTask> takeUnseenFailures() {
    if (failed.isEmpty()) {
      return NO_FAILURES;
    }
    List<ForkTask> unseen = failed.stream().filter(ForkTask::hasUnseenFailure).toList();
    failed.clear();
    return unseen;
  }

  /** Ends it: closes every grip that it still owns. Its forks must have returned. */
  public void end() {
    List<Grip> mine;
    synchronized (this) {
      ended = true;
      mine = grips;
      grips = List.of();
    }
    for (Grip grip : mine) {
      if (grip.owner() == this) {
        grip.close();
      }
    }
  }
}
