package anabranch.run;

import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * A place in the host pool's queue. A fork's stays there when the fork is claimed elsewhere. The
 * thread that takes it takes the following ones too, and looks for more for about as long as it
 * would take to wake it, since forks often come one soon after another.
 */
final class Queued extends ForkJoinTask<@Nullable Void> {
  private static final long serialVersionUID = 1L;

  /** About the time from a wake-up's call to the thread's first instruction. */
  private static final long LINGER_NANOS = 50_000;

  /** Looks between two readings of the clock. */
  private static final int LOOKS = 8;

  /** Null once it was taken: its place may be held for as long as the thread finds more. */
  private transient @Nullable Runnable body;

  Queued(Runnable body) {
    this.body = body;
  }

  @Override
  protected boolean exec() {
    for (Queued next = this; next != null; next = awaitNext()) {
      next.run();
    }
    return true;
  }

  private void run() {
    Runnable taken = body;
    body = null;
    if (taken != null) {
      taken.run();
      Thread.interrupted(); // it was for that body
    }
  }

  private static @Nullable Queued awaitNext() {
    long start = System.nanoTime();
    do {
      for (int i = 0; i < LOOKS; i++) {
        if (pollTask() instanceof Queued next) {
          return next;
        }
        Thread.onSpinWait();
      }
    } while (System.nanoTime() - start < LINGER_NANOS);
    return null;
  }

  private boolean isClaimed() {
    return body instanceof ForkTask fork && !fork.isQueued();
  }

  /**
   * Takes claimed forks out of the calling thread's queue, as far as they are next in it. A thread
   * that runs for hours and awaits what it forks itself would keep them all otherwise.
   */
  static void discardClaimed() {
    while (peekNextLocalTask() instanceof Queued next && next.isClaimed()) {
      ForkJoinTask<?> taken = pollNextLocalTask();
      if (taken != null && taken != next) {
        taken.fork();
        return;
      }
    }
  }

  @Override
  public @Nullable Void getRawResult() {
    return null;
  }

  @Override
  protected void setRawResult(@Nullable Void value) {
    // There is none.
  }
}
