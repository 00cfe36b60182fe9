package anabranch.run;

import anabranch.spi.Event;
import anabranch.spi.Stream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One device's streams. A task gets one for itself while there are any: an idle one whose work is
 * done, else a new one, else an idle one that is still busy; past that the least shared one.
 */
public final class StreamPool {
  /**
   * A stream, the number of tasks that lease it, and the last point that one of them left behind.
   */
  static final class Slot {
    private final Stream stream;
    private final int number;
    private int leases;
    private @Nullable Event last;

    Slot(Stream stream, int number) {
      this.stream = stream;
      this.number = number;
    }

    Stream stream() {
      return stream;
    }

    int number() {
      return number;
    }
  }

  private final OpenDevice device;
  private final List<Slot> slots = new ArrayList<>();
  private final Deque<Slot> idle = new ArrayDeque<>();

  StreamPool(OpenDevice device) {
    this.device = device;
  }

  /** A stream for a task that starts. */
  synchronized Lease lease() {
    Slot slot = choose();
    slot.leases++;
    return new Lease(device, slot);
  }

  private Slot choose() {
    Slot done = takeDone();
    if (done != null) {
      return done;
    }
    if (slots.size() < device.backend().maxStreams()) {
      Slot made = new Slot(device.backend().createStream(), slots.size());
      slots.add(made);
      return made;
    }
    Slot busy = idle.pollFirst();
    return busy != null ? busy : leastShared();
  }

  private @Nullable Slot takeDone() {
    for (Iterator<Slot> it = idle.iterator(); it.hasNext(); ) {
      Slot slot = it.next();
      if (slot.last == null || slot.last.isDone()) {
        it.remove();
        return slot;
      }
    }
    return null;
  }

  private Slot leastShared() {
    Slot least = slots.get(0);
    for (Slot slot : slots) {
      if (slot.leases < least.leases) {
        least = slot;
      }
    }
    return least;
  }

  synchronized void giveBack(Slot slot, @Nullable Event last) {
    slot.last = last;
    slot.leases--;
    if (slot.leases == 0) {
      idle.addLast(slot);
    }
  }

  /** How many streams were made. */
  public synchronized int size() {
    return slots.size();
  }

  /** How many leases are out. */
  public synchronized int leased() {
    return slots.stream().mapToInt(s -> s.leases).sum();
  }

  /** Blocks the host until all streams are done with what they have. */
  public void synchronize() {
    List<Slot> all;
    synchronized (this) {
      all = List.copyOf(slots);
    }
    for (Slot slot : all) {
      slot.stream.synchronize(slot.stream.record());
    }
  }
}
