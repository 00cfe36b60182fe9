package anabranch.spi;

import anabranch.op.Op;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue of work on one device: what is enqueued here runs in order, and unordered with other
 * streams but for {@link #await}. Safe for use by several threads at once.
 *
 * <p>Points of its work are tickets, numbers that never fall. A backend that needs driver events
 * for them keeps these itself: a ticket that is known to be done needs none, and a wait for a
 * ticket may wait for any later one.
 */
public interface Stream {
  /**
   * Memory for this stream's later work; others must wait for an event recorded after this call.
   *
   * @param bytes how many, 0 included; the start is aligned for any element type and vector
   * @throws DeviceMemoryException if the device has no room, its limit counted
   */
  Buffer allocate(long bytes);

  /**
   * Takes memory back once this stream's earlier work is done. The buffer must not be used again.
   */
  void free(Buffer buffer);

  /**
   * Enqueues one operation.
   *
   * @param outputs views to write, already allocated
   * @param inputs views to read
   * @throws RuntimeException if the backend finds a value that the operation does not allow, such
   *     as an index out of range, now or, where that is known only later, at a call that waits
   */
  void run(Op op, List<View> outputs, List<View> inputs);

  /**
   * Memory with the content of {@code source} without a copy of it: for a device that works in the
   * host's memory. What writes to it leaves {@code source} as it is, so the device copies then.
   *
   * @param source native memory that nobody writes to
   * @param release to be run once, when nothing refers to {@code source} any more: after the buffer
   *     is freed, or when the backend closes
   * @return null if this device would have to copy; then {@code release} is not run
   */
  default @Nullable Buffer wrap(MemorySegment source, Runnable release) {
    return null;
  }

  /**
   * Enqueues a copy of all of {@code source} to the start of {@code target}; {@code source} may be
   * reused when it returns.
   */
  void upload(MemorySegment source, Buffer target);

  /**
   * Copies bytes from {@code offset} of {@code source} until {@code target} is full, and blocks
   * until they are there.
   */
  void download(Buffer source, long offset, MemorySegment target);

  /** Whether {@link #copy} takes {@code source}, a buffer on another device. */
  default boolean copiesFrom(Buffer source) {
    return false;
  }

  /**
   * Enqueues a copy of bytes from {@code offset} of {@code source}, a buffer on another device,
   * until {@code target} is full. The caller has let this stream wait for what {@code source} is
   * waiting for, and lets the other device wait for this copy.
   *
   * @throws UnsupportedOperationException unless {@link #copiesFrom} says so
   */
  default void copy(Buffer source, long offset, Buffer target) {
    throw new UnsupportedOperationException("no copies from " + source.getClass().getName());
  }

  /** Marks this point of the stream: all work enqueued so far is before the returned ticket. */
  long record();

  /**
   * Lets this stream's later work wait for {@code event}, on the device; the host does not block.
   */
  void await(Event event);

  /** Whether all work before {@code ticket} is done. */
  boolean isDone(long ticket);

  /** Blocks the host until all work before {@code ticket} is done. */
  void synchronize(long ticket);
}
