package anabranch.run;

import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/** A fork's place in the host pool's queue. It stays there when the fork is claimed elsewhere. */
final class QueuedFork extends ForkJoinTask<@Nullable Void> {
  private static final long serialVersionUID = 1L;

  private final transient ForkTask fork;

  QueuedFork(ForkTask fork) {
    this.fork = fork;
  }

  @Override
  protected boolean exec() {
    fork.run();
    Thread.interrupted(); // it was for that body
    return true;
  }

  /**
   * Takes claimed forks out of the calling thread's queue, as far as they are next in it. A thread
   * that runs for hours and awaits what it forks itself would keep them all otherwise.
   */
  static void discardClaimed() {
    while (peekNextLocalTask() instanceof QueuedFork next && !next.fork.isQueued()) {
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
