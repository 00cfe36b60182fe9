package anabranch.run;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Hands what a value carries out of one scope to another: its tensors and futures, what the values
 * and arguments of these futures carry, and so on. What other scopes own stays where it is.
 */
public final class Moving implements Walker.Visitor {
  private final Ownership from;
  private final Ownership to;
  private boolean tensors;
  private @Nullable Deque<ForkTask> forks;

  private Moving(Ownership from, Ownership to, boolean tensors) {
    this.from = from;
    this.to = to;
    this.tensors = tensors;
  }

  /** Hands over everything. */
  public static void all(Walker walker, @Nullable Object value, Ownership from, Ownership to) {
    new Moving(from, to, true).walk(walker, value);
  }

  /**
   * Hands over the futures only, with what they carry, so that {@code from} need not wait for them.
   */
  public static void futures(Walker walker, @Nullable Object value, Ownership from, Ownership to) {
    if (from.hasForks()) {
      new Moving(from, to, false).walk(walker, value);
    }
  }

  /** Futures lead to futures in long chains, so they are followed without recursion. */
  private void walk(Walker walker, @Nullable Object value) {
    walker.walk(value, this);
    tensors = true;
    while (forks != null && !forks.isEmpty()) {
      forks.removeFirst().move(from, to, this);
    }
  }

  @Override
  public void tensor(Grip grip, Object handle) {
    if (tensors) {
      from.move(grip, to);
    }
  }

  @Override
  public void fork(ForkTask fork) {
    if (forks == null) {
      forks = new ArrayDeque<>();
    }
    forks.add(fork);
  }
}
