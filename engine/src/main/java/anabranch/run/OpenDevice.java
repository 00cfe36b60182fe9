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

  /**
   * Notes a grip whose tensor is unreachable; from the collector's thread, so nothing is freed
   * here.
   */
  void drop(Grip grip) {
    if (!closed && !grip.isClosed()) {
      dropped.add(grip);
    }
  }

  /** Frees what {@link #drop} noted, on a thread that may use the device. */
  public void drain() {
    for (Grip grip = dropped.poll(); grip != null; grip = dropped.poll()) {
      grip.close();
    }
  }

  /**
   * Collects garbage and waits until what it found has been dropped here. The cleaner takes what a
   * collection found in any order, but is done with it when it takes what the next one found.
   */
  void collectDropped() {
    for (int round = 1; round <= 2; round++) {
      CountDownLatch marker = new CountDownLatch(1);
      engine.afterCollection(marker::countDown);
      System.gc();
      try {
        boolean found = marker.await(1, TimeUnit.SECONDS);
        LOG.log(Level.DEBUG, "collected for memory on {0}, cleaner ran: {1}", info.name(), found);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Frees what was dropped, and closes the backend: what is still alive goes with it. */
  void close() {
    drain();
    closed = true;
    backend.close();
  }

  boolean isClosed() {
    return closed;
  }

  boolean hasDropped() {
    return !dropped.isEmpty();
  }

  @Override
  public String toString() {
    return info.name();
  }
}
