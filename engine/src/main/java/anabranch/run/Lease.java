package anabranch.run;

import anabranch.spi.Event;
import anabranch.spi.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task's right to a stream, from its first operation on a device until its body returns. It
 * belongs to the task, never to a thread.
 */
public final class Lease {
  private final OpenDevice device;
  private final StreamPool.Slot slot;
  private volatile @Nullable Event end;

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

  /** A point after all that was enqueued under this lease: its end if it is sealed, else now. */
  Event event() {
    Event sealed = end;
    return sealed != null ? sealed : now();
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
