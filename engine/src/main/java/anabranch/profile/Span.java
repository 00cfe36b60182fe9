package anabranch.profile;

/**
 * A stretch of time on one row of a {@link Profile}. Times are in nanoseconds since the recording
 * began, on the host's clock.
 *
 * @param id unique in its profile, never 0
 * @param parent the span of the same row and task around it, which contains it, or 0
 * @param kind what it stands for
 * @param name of the operation, the module's path, the range
 * @param detail shapes, the place in the code: what there is to say, possibly empty
 * @param device of an OP, COPY, MEMORY or DEVICE span, else empty
 * @param row the row's {@link Row#number}
 * @param start when it began
 * @param end when it ended, or the recording did
 * @param link of a TASK, WAIT or AWAIT the id of the FORK in question; of a DEVICE span the id of
 *     the operation that launched it; else 0, also where that was not recorded
 * @param amount of a MEMORY or COPY span the bytes, negative where they were freed; of a DEVICE
 *     span how many operations it stands for; else 0
 */
public record Span(
    long id,
    long parent,
    Kind kind,
    String name,
    String detail,
    String device,
    int row,
    long start,
    long end,
    long link,
    long amount) {
  /** What a span stands for. */
  public enum Kind {
    /** What {@link Profiler#range} ran. */
    RANGE,
    /** A call of a module; its name is the path from the outermost one. */
    MODULE,
    /** An operation: on the CPU its work, on other devices its launch. */
    OP,
    /** A copy between the host and a device. */
    COPY,
    /** A fork being made. */
    FORK,
    /** The body of a fork. */
    TASK,
    /** A task waiting for another. It is not busy meanwhile. */
    WAIT,
    /** A task taking over what it has awaited. */
    AWAIT,
    /** Memory being allocated or freed: a moment. */
    MEMORY,
    /** Work of a device's stream, on that stream's row. */
    DEVICE
  }

  /**
   * A thread or a stream.
   *
   * @param number from 1, unique in its profile
   * @param device whose stream it is, or empty for a host thread
   * @param name of the thread or stream
   * @param order where to show it among the rows of its device, or of the host
   */
  public record Row(int number, String device, String name, long order) {}

  /** How long it took, waits included. */
  public long nanos() {
    return end - start;
  }
}
