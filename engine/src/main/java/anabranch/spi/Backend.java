package anabranch.spi;

import org.jspecify.annotations.Nullable;

/** One opened device. */
public interface Backend extends AutoCloseable {
  /** Makes a stream, ordered with nothing yet. It lives as long as the backend. */
  Stream createStream();

  /**
   * How many streams forks may have to themselves; beyond it they share. As many as they like where
   * the calling thread does the work, so that a stream is nothing but order.
   */
  int maxStreams();

  /** How products of F32 matrices are computed here. */
  Precision precision();

  /**
   * What times work on the device, for profiles; null where work is done by its caller, so that the
   * host's clock times it. The same at each call.
   */
  default @Nullable DeviceTimer timer() {
    return null;
  }

  /** The device's memory now. */
  MemoryStats memory();

  /**
   * Gives memory that is held but not used back to the system, caches included; returns the bytes.
   */
  long trim();

  /** Waits for all work and gives everything back. */
  @Override
  void close();
}
