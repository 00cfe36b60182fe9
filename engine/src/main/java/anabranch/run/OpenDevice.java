package anabranch.run;

import anabranch.spi.Backend;
import anabranch.spi.DeviceInfo;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A device in use: its backend, its streams, and what the garbage collector found to be dropped.
 */
public final class OpenDevice {
  private static final Logger LOG = System.getLogger("anabranch");

  private final Engine engine;
  private final DeviceInfo info;
  private final Backend backend;
  private final StreamPool streams;
  private final Queue<Grip> dropped = new ConcurrentLinkedQueue<>();

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

  /**
   * Notes a grip whose tensor is unreachable; from the collector's thread, so nothing is freed
   * here.
   */
  void drop(Grip grip) {
    dropped.add(grip);
  }

  /** Frees what {@link #drop} noted, on a thread that may use the device. */
  void drain() {
    for (Grip grip = dropped.poll(); grip != null; grip = dropped.poll()) {
      grip.close();
    }
  }

  /**
   * Collects garbage and waits, a second at the most, until what it found has been dropped here.
   */
  void collectDropped() {
    CountDownLatch marker = new CountDownLatch(1);
    engine.afterCollection(marker::countDown);
    System.gc();
    try {
      boolean found = marker.await(1, TimeUnit.SECONDS);
      LOG.log(Level.DEBUG, "collected for memory on {0}, cleaner ran: {1}", info.name(), found);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean hasDropped() {
    return !dropped.isEmpty();
  }

  @Override
  public String toString() {
    return info.name();
  }
}
