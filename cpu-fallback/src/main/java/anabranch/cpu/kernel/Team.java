package anabranch.cpu.kernel;

import anabranch.spi.Workers;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that stay together for many short loops in a row, such as the steps of one run, so that
 * none has to be woken for each. One leads; any other comes when it is idle, however late, takes
 * slices of the loop that is going on, and spins a little between loops. Nobody waits for a thread
 * that has not come.
 */
final class Team implements Workers {
  /** About the time that it would take to wake a thread. */
  private static final int SPINS = 3_000;

  private static final long NAP_NANOS = 50_000;

  private final int size;
  private final AtomicBoolean led = new AtomicBoolean();
  private volatile @Nullable Loop loop;
  private volatile boolean over;

  private Team(int size) {
    this.size = size;
  }

  /** Runs {@code body} once, with workers made of all idle threads of {@code workers}. */
  static void run(Workers workers, Consumer<Workers> body) {
    Team team = new Team(workers.size());
    workers.run(workers.size(), _ -> team.join(body));
  }

  private void join(Consumer<Workers> body) {
    if (!led.compareAndSet(false, true)) {
      help();
      return;
    }
    try {
      body.accept(this);
    } finally {
      over = true;
    }
  }

  private void help() {
    Loop last = null;
    for (int spins = 0; !over; spins++) {
      Loop now = loop;
      if (now != null && now != last) {
        now.helpFromTheEnd();
        last = now;
        spins = 0;
      } else if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, NAP_NANOS);
      }
    }
  }

  @Override
  public int size() {
    return size;
  }

  /** By the leader only. */
  @Override
  public void run(int slices, IntConsumer slice) {
    Loop now = new Loop(slices, slice);
    loop = now;
    now.runFromTheStart();
  }

  /**
   * One loop. The leader takes slices from its start and others from its end, so that each comes
   * across the same data in loop after loop.
   */
  private static final class Loop {
    private final int slices;
    private final IntConsumer slice;

    /** The slices nobody has taken: the first in the upper half, the end in the lower. */
    private final AtomicLong left;

    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Loop(int slices, IntConsumer slice) {
      this.slices = slices;
      this.slice = slice;
      this.left = new AtomicLong(slices);
    }

    void runFromTheStart() {
      for (long open = left.get(); first(open) < end(open); open = left.get()) {
        if (left.compareAndSet(open, open + (1L << Integer.SIZE))) {
          run(first(open));
        }
      }
      for (int spins = 0; done.get() < slices; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(this, NAP_NANOS);
        }
      }
      switch (failure.get()) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }

    void helpFromTheEnd() {
      for (long open = left.get(); first(open) < end(open); open = left.get()) {
        if (left.compareAndSet(open, open - 1)) {
          run(end(open) - 1);
        }
      }
    }

    private void run(int index) {
      try {
        slice.accept(index);
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      } finally {
        done.getAndIncrement();
      }
    }

    private static int first(long open) {
      return (int) (open >>> Integer.SIZE);
    }

    private static int end(long open) {
      return (int) open;
    }
  }
}
