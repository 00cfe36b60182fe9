package anabranch.run;

import anabranch.spi.Backend;
import anabranch.spi.DeviceInfo;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** A device in use: its backend, its streams, and what became unreachable on it. */
public final class OpenDevice {
  private static final Logger LOG = System.getLogger("anabranch");

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

  /** Closes {@code grip} when it is unreachable. */
  void watch(Grip grip) {
    unreachable.watch(grip);
  }

  /** Frees what is known to be unreachable. */
  public void drain() {
    unreachable.drain();
  }

  /** Collects garbage and frees what that found. */
  void collect() {
    LOG.log(Level.DEBUG, "{0} is out of memory: collecting garbage", info.name());
    try {
      unreachable.collect();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
