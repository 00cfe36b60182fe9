package anabranch.run;

import anabranch.op.Philox;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where random numbers come from: a Philox key, and how many draws and forks were made under it. A
 * fork's key depends on its parent's key and on which fork it is, not on timing.
 */
public final class RandomKey {
  private final long key;
  private final AtomicLong draws = new AtomicLong();
  private final AtomicLong forks = new AtomicLong();

  /** A source that starts from {@code seed}. */
  public RandomKey(long seed) {
    this.key = seed;
  }

  /** The key of the next draw. */
  public long nextDraw() {
    return Philox.derive(key, 2 * draws.getAndIncrement());
  }

  /** The source of the next fork. */
  public RandomKey nextFork() {
    return new RandomKey(Philox.derive(key, 2 * forks.getAndIncrement() + 1));
  }
}
