package anabranch.cpu;

import anabranch.cpu.kernel.WorkingMemory;
import anabranch.spi.DeviceMemoryException;
import anabranch.spi.MemoryStats;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

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
  private final Set<CpuBuffer> wrapped = ConcurrentHashMap.newKeySet();

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
    return new CpuBuffer(this, bytes, claim(bytes, 1));
  }

  /** Memory that is counted, with so many buffers more; null for none. */
  private Slab.@Nullable Block claim(long bytes, int buffers) {
    if (!ledger.add(bytes, buffers)) {
      dropCaches();
      if (!ledger.add(bytes, buffers)) {
        throw exhausted(bytes);
      }
    }
    if (bytes == 0) {
      return null;
    }
    try {
      return take(bytes);
    } catch (DeviceMemoryException e) {
      ledger.remove(bytes, buffers);
      throw e;
    }
  }

  /** A buffer on memory that is not this device's, and not counted as long as it is only read. */
  CpuBuffer wrap(MemorySegment source, Runnable release) {
    ledger.add(0, 1);
    CpuBuffer buffer = new CpuBuffer(this, source, release);
    wrapped.add(buffer);
    return buffer;
  }

  /** Lets go of a buffer that was {@link #wrap wrapped}. */
  void unwrap(CpuBuffer buffer) {
    if (wrapped.remove(buffer)) {
      buffer.letGo();
    }
  }

  /** A block for a wrapped buffer that is to be written: from now on it counts as any. */
  Slab.@Nullable Block own(long bytes) {
    return claim(bytes, 0);
  }

  /** Takes back a buffer's block. */
  void release(long bytes, Slab.Block block) {
    give(block);
    ledger.remove(bytes, 1);
  }

  /** Takes back a buffer without a block. */
  void releaseEmpty() {
    ledger.remove(0, 1);
  }

  /**
   * Memory for one operation to work in. It is not counted: it lives no longer than the operation,
   * and where buffers fill the device to its limit, operations on them still have to run.
   */
  WorkingMemory.Piece scratch(long bytes) {
    return new Scratch(take(Math.max(bytes, 1)));
  }

  private final class Scratch implements WorkingMemory.Piece {
    private final Slab.Block block;

    Scratch(Slab.Block block) {
      this.block = block;
    }

    @Override
    public MemorySegment segment() {
      return block.segment();
    }

    @Override
    public void close() {
      give(block);
    }
  }

  /**
   * Memory that is kept as a cache, and counted as such.
   *
   * @throws DeviceMemoryException if it does not fit
   */
  WorkingMemory.Piece cached(long bytes) {
    if (!ledger.addCached(bytes)) {
      dropCaches();
      if (!ledger.addCached(bytes)) {
        throw exhausted(bytes);
      }
    }
    try {
      return new Cached(bytes, take(Math.max(bytes, 1)));
    } catch (DeviceMemoryException e) {
      ledger.removeCached(bytes);
      throw e;
    }
  }

  private final class Cached implements WorkingMemory.Piece {
    private final long bytes;
    private final Slab.Block block;

    Cached(long bytes, Slab.Block block) {
      this.bytes = bytes;
      this.block = block;
    }

    @Override
    public MemorySegment segment() {
      return block.segment();
    }

    @Override
    public void close() {
      give(block);
      ledger.removeCached(bytes);
    }
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
    wrapped.forEach(this::unwrap);
  }
}
