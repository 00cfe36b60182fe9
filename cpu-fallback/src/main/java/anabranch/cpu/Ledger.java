package anabranch.cpu;

import anabranch.spi.MemoryStats;

/** Counts bytes against the limit, exactly. Safe for use by several threads. */
final class Ledger {
  private final long limit;
  private long live;
  private long peak;
  private long cached;
  private long buffers;

  Ledger(long limit) {
    this.limit = limit;
  }

  /** Counts a new buffer, unless it does not fit. */
  synchronized boolean addBuffer(long bytes) {
    if (bytes > limit - live - cached) {
      return false;
    }
    live += bytes;
    buffers++;
    peak = Math.max(peak, live);
    return true;
  }

  synchronized void removeBuffer(long bytes) {
    live -= bytes;
    buffers--;
  }

  /** Counts bytes of caches, unless they do not fit. */
  synchronized boolean addCached(long bytes) {
    if (bytes > limit - live - cached) {
      return false;
    }
    cached += bytes;
    return true;
  }

  synchronized void removeCached(long bytes) {
    cached -= bytes;
  }

  synchronized MemoryStats stats(long reserved) {
    return new MemoryStats(live, peak, cached, reserved, limit, buffers);
  }
}
