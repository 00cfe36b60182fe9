package anabranch.run;

import anabranch.spi.Event;
import anabranch.spi.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task's right to a stream, from its first operation on a device until its body returns. It
 * belongs to the task, never to a thread.
 */
public final class Lease {
  private final OpenDevice device;
  private final StreamPool.Slot slot;
  private final List<Event> awaited = new ArrayList<>(0);
  private volatile @Nullable Event end;
  private volatile int waits;

  Lease(OpenDevice device, StreamPool.Slot slot) {
    this.device = device;
    this.slot = slot;
  }

  /** The device that the stream is on. */
  public OpenDevice device() {
    return device;
  }

  /** The stream. */
  public Stream stream() {
    return slot.stream();
  }

  /** The stream's number on its device, from 0. */
  int number() {
    return slot.number();
  }

  /** A point after all that was enqueued under this lease: its end if it is sealed, else now. */
  Event event() {
    Event sealed = end;
    return sealed != null ? sealed : now();
  }

  /** Lets later work wait for {@code event}, unless it does so already. */
  void await(Event event) {
    if (event.stream() != stream() && isNews(event)) {
      stream().await(event);
    }
  }

  /** How often work enqueued here was made to wait; work between two waits goes on at once. */
  int waits() {
    return waits;
  }

  /** Keeps the latest point of each other stream. */
  private boolean isNews(Event event) {
    synchronized (awaited) {
      for (int i = 0; i < awaited.size(); i++) {
        Event known = awaited.get(i);
        if (known.stream() == event.stream()) {
          if (known.ticket() >= event.ticket()) {
            return false;
          }
          awaited.set(i, event);
          waits++;
          return true;
        }
      }
      awaited.add(event);
      waits++;
      return true;
    }
  }

  private Event now() {
    return new Event(stream(), stream().record());
  }

  /**
   * Whether waiting for {@code later} is enough: this is sealed, and done or on the same stream.
   */
  boolean isCoveredBy(Lease later) {
    Event sealed = end;
    return sealed != null && (later.stream() == stream() || sealed.isDone());
  }

  /** Takes this point for the last use of memory; only frees follow. */
  void seal() {
    end = now();
  }

  /** Gives the stream back. */
  void giveBack() {
    Event last = null;
    try {
      last = now();
    } finally {
      device.streams().giveBack(slot, last);
    }
  }
}
