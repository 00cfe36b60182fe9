package anabranch.examples.cli;

import anabranch.cpu.FmaPeak;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the CPU's peak several times during a run and keeps the best: a peak is what the
 * machine does when nothing disturbs it.
 */
final class PeakMeter {
  /** Short runs need no more than one look, and a quick one. */
  private static final long PAUSE_NANOS = 1_000_000_000;

  private final int threads;
  private @Nullable Peak best;
  private long last;

  PeakMeter(int threads) {
    this.threads = threads;
  }

  /**
   * Measures on one thread and on all, unless it did so less than a second ago; nothing else should
   * work meanwhile.
   */
  void measure() {
    if (best != null && System.nanoTime() - last < PAUSE_NANOS) {
      return;
    }
    IntToDoubleFunction look = best == null ? FmaPeak::glance : FmaPeak::gflops;
    double one = look.applyAsDouble(1);
    note(new Peak(one, threads == 1 ? one : look.applyAsDouble(threads), threads));
    last = System.nanoTime();
  }

  /** Keeps the greater of each. */
  void note(Peak seen) {
    Peak before = best == null ? seen : best;
    best =
        new Peak(
            Math.max(before.oneThread(), seen.oneThread()),
            Math.max(before.allThreads(), seen.allThreads()),
            threads);
  }

  /** The best, or null if nothing was measured. */
  @Nullable Peak best() {
    return best;
  }
}
