package anabranch.spi;

/** Times on a device's own clock. Safe for use by several threads at once. */
public interface DeviceTimer {
  /** A point in a stream's work that has a time once the work before it is done. */
  interface Mark {}

  /**
   * A moment on both clocks.
   *
   * @param mark the moment on the device, which is over
   * @param hostNanos the same moment by {@link System#nanoTime}
   * @param errorNanos how far {@code hostNanos} may be off
   */
  record Anchor(Mark mark, long hostNanos, long errorNanos) {}

  /**
   * Enqueues a point on {@code stream}, a stream of this device. To be {@link #release released}.
   */
  Mark mark(Stream stream);

  /** Marks a moment on an idle stream and waits for it. Its mark is to be released too. */
  Anchor anchor();

  /** The nanoseconds from one point to another, negative if that came first; both are over. */
  long nanos(Mark from, Mark to);

  /** Takes a mark back, to be used again. */
  void release(Mark mark);
}
