package anabranch.cuda;

import anabranch.spi.MemoryStats;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The device's live buffers, their bytes and the limit. Safe for use by several threads. */
final class Ledger {
  private final long limit;
  private final Set<CudaBuffer> buffers = new HashSet<>();
  private long live;
  private long peak;
  private long scratch;

  Ledger(long limit) {
    this.limit = limit;
  }

  /** Counts {@code bytes} more, unless they do not fit. */
  synchronized boolean reserve(long bytes) {
    if (bytes > limit - live) {
      return false;
    }
    live += bytes;
    return true;
  }

  /** Takes back what {@link #reserve} counted for a buffer that was not made. */
  synchronized void unreserve(long bytes) {
    live -= bytes;
  }

  /** Adds a buffer whose bytes are reserved. */
  synchronized void add(CudaBuffer buffer) {
    buffers.add(buffer);
    peak = Math.max(peak, live);
  }

  /** Removes a buffer and its bytes; false if it is not there. */
  synchronized boolean remove(CudaBuffer buffer) {
    if (!buffers.remove(buffer)) {
      return false;
    }
    live -= buffer.bytes();
    return true;
  }

  /**
   * Counts memory that one operation works in. It is not held against the limit: where buffers fill
   * the device to it, operations on them still have to run.
   */
  synchronized void addScratch(long bytes) {
    scratch += bytes;
  }

  /** Bytes that operations work in. */
  synchronized long scratch() {
    return scratch;
  }

  /** All buffers, removed. */
  synchronized List<CudaBuffer> removeAll() {
    List<CudaBuffer> all = List.copyOf(buffers);
    all.forEach(this::remove);
    return all;
  }

  synchronized MemoryStats stats(long reserved) {
    return new MemoryStats(live, peak, 0, reserved, limit, buffers.size());
  }
}
