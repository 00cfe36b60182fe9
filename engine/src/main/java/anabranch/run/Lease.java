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

  /** A point after all that was enqueued under this lease: its end if it has ended, else now. */
  Event event() {
    Event ended = end;
    return ended != null ? ended : new Event(stream(), stream().record());
  }

  /**
   * Whether waiting for {@code later} is enough: this has ended, and is done or on the same stream.
   */
  boolean isCoveredBy(Lease later) {
    Event ended = end;
    return ended != null && (later.stream() == stream() || ended.isDone());
  }

  /** Ends the lease: records its last point and gives the stream back. */
  Event end() {
    Event last = new Event(stream(), stream().record());
    end = last;
    device.streams().giveBack(slot, last);
    return last;
  }
}
