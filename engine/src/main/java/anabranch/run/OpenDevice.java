package anabranch.run;

import anabranch.spi.Backend;
import anabranch.spi.DeviceInfo;
import anabranch.spi.DeviceTimer;
import org.jspecify.annotations.Nullable;

/**
 * A device in use: its backend, its streams, and what the garbage collector found to be dropped.
 */
public final class OpenDevice {
  private final Engine engine;
  private final DeviceInfo info;
  private final Backend backend;
  private final @Nullable DeviceTimer timer;
  private final StreamPool streams;
  private final Unreachable unreachable = new Unreachable();
  private volatile boolean closed;

  OpenDevice(Engine engine, DeviceInfo info, Backend backend) {
    this.engine = engine;
    this.info = info;
    this.backend = backend;
    this.timer = backend.timer();
    this.streams = new StreamPool(this);
  }

  /** The engine that opened it. */
  public Engine engine() {
    return engine;
  }

  /** Its name, {@code cpu} or {@code cuda:0}, and description. */
  public DeviceInfo info() {
    return info;
  }

  /** Its backend. */
  public Backend backend() {
    return backend;
  }

  /** What tells its own times, or null where the host's clock does. */
  @Nullable DeviceTimer timer() {
    return timer;
  }

  /** Its streams. */
  public StreamPool streams() {
    return streams;
  }

  /** The tensors on it that live outside of scopes. */
  Unreachable unreachable() {
    return unreachable;
  }

  /**
   * Frees what the garbage collector found to be unreachable, on a thread that may use the device.
   */
  public void drain() {
    unreachable.close();
  }

  /** Frees what is unreachable, and closes the backend: what is still alive goes with it. */
  void close() {
    drain();
    closed = true;
    backend.close();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public String toString() {
    return info.name();
  }
}
