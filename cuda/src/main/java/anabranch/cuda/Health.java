package anabranch.cuda;

import org.jspecify.annotations.Nullable;

/** Whether a device takes work: until it is closed, or a fault has cost it its context. */
final class Health {
  private final String device;
  private volatile @Nullable RuntimeException failure;
  private volatile boolean closed;

  Health(String device) {
    this.device = device;
  }

  /** Closes the device for new work because of {@code why}; the first reason stays. */
  synchronized void fail(RuntimeException why) {
    if (failure == null) {
      failure = why;
    }
  }

  /** Closes the device for good. */
  void close() {
    closed = true;
  }

  /** Whether calls of the driver can succeed. */
  boolean isGood() {
    return failure == null && !closed;
  }

  /** Whether a fault has cost the device its context. */
  boolean hasFailed() {
    return failure != null;
  }

  /** Throws unless the device takes work. */
  void check() {
    RuntimeException why = failure;
    if (why != null) {
      throw new IllegalStateException(
          "device %s takes no more work since it failed: %s; close its Devices and open new ones"
              .formatted(device, why.getMessage()),
          why);
    }
    if (closed) {
      throw new IllegalStateException("device " + device + ": its Devices were closed");
    }
  }
}
