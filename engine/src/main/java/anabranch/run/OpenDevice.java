package anabranch.run;

import anabranch.spi.Backend;
import anabranch.spi.DeviceInfo;

/**
 * A device in use: its backend, its streams, and what the garbage collector found to be dropped.
 */
public final class OpenDevice {
  private final Engine engine;
  private final DeviceInfo info;
  private final Backend backend;
  private final StreamPool streams;
  private final Unreachable unreachable = new Unreachable();
  private volatile boolean closed;

  OpenDevice(Engine engine, DeviceInfo info, Backend backend) {
    this.engine = engine;
    this.info = info;
    this.backend = backend;
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
