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

  /** Counts bytes of buffers, and so many buffers more, unless they do not fit. */
  synchronized boolean add(long bytes, int count) {
    if (bytes > limit - live - cached) {
      return false;
    }
    live += bytes;
    buffers += count;
    peak = Math.max(peak, live);
    return true;
  }

  synchronized void remove(long bytes, int count) {
    live -= bytes;
    buffers -= count;
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
