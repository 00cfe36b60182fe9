package anabranch.cpu;

import anabranch.spi.DeviceMemoryException;
import anabranch.spi.MemoryStats;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The device's memory: buffers and what is cached with them, under one limit. Caches give way to
 * buffers. Safe for use by several threads.
 */
final class Memory implements AutoCloseable {
  /** What freed and never-written memory holds in poison mode: NaN in every floating type. */
  private static final byte POISON = (byte) 0xFF;

  private final Ledger ledger;
  private final Slabs slabs;
  private final boolean poison;
  private final Set<PackedCache> caches = ConcurrentHashMap.newKeySet();

  /**
   * At most {@code limit} bytes.
   *
   * @param poison whether memory is overwritten when it is handed out and when it comes back, so
   *     that tests notice reads of it
   */
  Memory(long limit, boolean poison) {
    this.ledger = new Ledger(limit);
    this.slabs = new Slabs(limit);
    this.poison = poison;
  }

  /** A buffer of {@code bytes} bytes with any content. */
  CpuBuffer allocate(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a buffer has 0 bytes or more, got " + bytes);
    }
    if (!ledger.addBuffer(bytes)) {
      dropCaches();
      if (!ledger.addBuffer(bytes)) {
        throw exhausted(bytes);
      }
    }
    if (bytes == 0) {
      return new CpuBuffer(this, 0, null);
    }
    try {
      return new CpuBuffer(this, bytes, take(bytes));
    } catch (DeviceMemoryException e) {
      ledger.removeBuffer(bytes);
      throw e;
    }
  }

  /** Takes back a buffer's block. */
  void release(long bytes, Slab.Block block) {
    give(block);
    ledger.removeBuffer(bytes);
  }

  /** Takes back a buffer without a block. */
  void releaseEmpty() {
    ledger.removeBuffer(0);
  }

  /** Memory for working, counted as cached, until it is closed. */
  Scratch scratch(long bytes) {
    addCached(bytes);
    try {
      return new Scratch(this, bytes, take(Math.max(bytes, 1)));
    } catch (DeviceMemoryException e) {
      ledger.removeCached(bytes);
      throw e;
    }
  }

  /**
   * Memory that one operation works with.
   *
   * @param memory whose it is
   * @param bytes as asked for
   * @param block where it is
   */
  record Scratch(Memory memory, long bytes, Slab.Block block) implements AutoCloseable {
    MemorySegment segment() {
      return block.segment();
    }

    @Override
    public void close() {
      memory.give(block);
      memory.ledger.removeCached(bytes);
    }
  }

  /** Counts bytes of a cache. */
  void addCached(long bytes) {
    if (!ledger.addCached(bytes)) {
      dropCaches();
      if (!ledger.addCached(bytes)) {
        throw exhausted(bytes);
      }
    }
  }

  void removeCached(long bytes) {
    ledger.removeCached(bytes);
  }

  /** Lets {@code cache} be dropped when room is needed. */
  void register(PackedCache cache) {
    caches.add(cache);
  }

  void unregister(PackedCache cache) {
    caches.remove(cache);
  }

  private Slab.Block take(long bytes) {
    Slab.Block block;
    try {
      block = slabs.take(bytes);
    } catch (OutOfMemoryError first) {
      trim();
      try {
        block = slabs.take(bytes);
      } catch (OutOfMemoryError e) {
        DeviceMemoryException failure = exhausted(bytes);
        failure.initCause(e);
        throw failure;
      }
    }
    if (poison) {
      block.segment().fill(POISON);
    }
    return block;
  }

  private void give(Slab.Block block) {
    if (poison) {
      block.segment().fill(POISON);
    }
    slabs.give(block);
  }

  private DeviceMemoryException exhausted(long bytes) {
    return new DeviceMemoryException("cpu", bytes, stats());
  }

  private void dropCaches() {
    caches.forEach(PackedCache::dropIdle);
  }

  MemoryStats stats() {
    return ledger.stats(slabs.reserved());
  }

  /** Drops caches and gives idle slabs back to the system; returns the bytes it got back. */
  long trim() {
    long before = ledger.stats(0).cached();
    dropCaches();
    return slabs.trim() + Math.max(before - ledger.stats(0).cached(), 0);
  }

  /** Gives all memory back. */
  @Override
  public void close() {
    dropCaches();
    slabs.close();
  }
}
