package anabranch.cuda;

import anabranch.cuda.driver.Direct;
import anabranch.cuda.driver.Driver;
import anabranch.cuda.driver.EventHandle;
import anabranch.cuda.driver.StreamHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The points of one stream: a driver's event per ticket that is not known to be done, oldest first.
 * Tickets are numbered without gaps, and none exists before its event is recorded. Events of points
 * that are done are used again.
 *
 * <p>Its monitor is never held while another lock is taken, nor while the host waits for the
 * device, so that any stream may ask any other.
 */
final class Tickets {
  /** With so many points pending, each new one first looks whether the oldest are done. */
  private static final int MANY = 16;

  /** So many events are kept for later points. */
  private static final int MOST_SPARE = 64;

  private Point[] ring = new Point[MANY * 2];
  private int head;
  private int size;
  private long last;
  private long done;
  private long donePosition;
  private final Deque<EventHandle> spare = new ArrayDeque<>();

  /** A recorded event; one that is being waited for is not used again before that has ended. */
  private static final class Point {
    private final EventHandle event;
    private final long position;
    private int waiters;
    private boolean retired;

    Point(EventHandle event, long position) {
      this.event = event;
      this.position = position;
    }
  }

  /**
   * Makes a point after all that {@code stream} was given so far.
   *
   * @param position how far the stream's own count of its work is
   */
  synchronized long record(StreamHandle stream, long position) {
    while (size >= MANY && Direct.isDone(ring[head].event.address())) {
      retireOldest();
    }
    EventHandle kept = spare.poll();
    EventHandle event = kept != null ? kept : Driver.createEvent();
    try {
      Direct.record(event.address(), stream.address());
    } catch (RuntimeException e) {
      spare.push(event);
      throw e;
    }
    append(new Point(event, position));
    return ++last;
  }

  private void append(Point point) {
    if (size == ring.length) {
      Point[] more = new Point[2 * size];
      for (int i = 0; i < size; i++) {
        more[i] = ring[(head + i) % size];
      }
      ring = more;
      head = 0;
    }
    ring[(head + size) % ring.length] = point;
    size++;
  }

  private void retireOldest() {
    Point point = ring[head];
    head = (head + 1) % ring.length;
    size--;
    done++;
    donePosition = point.position;
    point.retired = true;
    reuse(point);
  }

  private void reuse(Point point) {
    if (!point.retired || point.waiters > 0) {
      return;
    }
    if (spare.size() < MOST_SPARE) {
      spare.push(point.event);
    } else {
      Driver.destroy(point.event);
    }
  }

  private @Nullable Point pending(long ticket) {
    if (ticket > last) {
      throw new IllegalArgumentException("ticket " + ticket + " was never given out");
    }
    return ticket <= done ? null : ring[(int) ((head + (ticket - done - 1)) % ring.length)];
  }

  private void retireUpTo(long ticket) {
    while (done < ticket) {
      retireOldest();
    }
  }

  /** The newest ticket; 0 if there is none. */
  synchronized long last() {
    return last;
  }

  /** The position of the newest point that is known to be done. */
  synchronized long donePosition() {
    return donePosition;
  }

  /** Whether the work before {@code ticket} is done; asks the device if that is not known. */
  synchronized boolean isDone(long ticket) {
    Point point = pending(ticket);
    if (point == null) {
      return true;
    }
    if (!Direct.isDone(point.event.address())) {
      return false;
    }
    retireUpTo(ticket);
    return true;
  }

  /** Lets {@code stream} wait for {@code ticket}; false if it is known to be done. */
  synchronized boolean await(StreamHandle stream, long ticket) {
    Point point = pending(ticket);
    if (point == null) {
      return false;
    }
    Direct.await(stream.address(), point.event.address());
    return true;
  }

  /** Blocks the host until the work before {@code ticket} is done. */
  void synchronize(long ticket) {
    Point point;
    synchronized (this) {
      point = pending(ticket);
      if (point == null) {
        return;
      }
      point.waiters++;
    }
    boolean reached = false;
    try {
      Driver.synchronize(point.event);
      reached = true;
    } finally {
      synchronized (this) {
        point.waiters--;
        if (reached && ticket > done) {
          retireUpTo(ticket);
        } else {
          reuse(point);
        }
      }
    }
  }

  /** Gives the events back. Nothing may be pending. */
  synchronized void close() {
    retireUpTo(last);
    spare.forEach(Driver::destroy);
    spare.clear();
  }
}
