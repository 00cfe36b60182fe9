package anabranch.cpu;

import anabranch.spi.Buffer;
import anabranch.spi.View;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A block of native memory, the count of its writes, and what was made from its content. */
final class CpuBuffer implements Buffer {
  private final Memory memory;
  private final long bytes;
  private final Slab.@Nullable Block block;
  private final MemorySegment segment;
  private final AtomicLong version = new AtomicLong();
  private final AtomicBoolean freed = new AtomicBoolean();
  private @Nullable PackedCache packed;

  CpuBuffer(Memory memory, long bytes, Slab.@Nullable Block block) {
    this.memory = memory;
    this.bytes = bytes;
    this.block = block;
    this.segment = block == null ? MemorySegment.NULL : block.segment().asSlice(0, bytes);
  }

  /** A view's buffer. */
  static CpuBuffer of(View view) {
    return of(view.buffer());
  }

  /**
   * The buffer as what this backend makes.
   *
   * @throws IllegalArgumentException if it is another backend's
   */
  static CpuBuffer of(Buffer buffer) {
    if (buffer instanceof CpuBuffer own) {
      return own;
    }
    throw new IllegalArgumentException(
        "the CPU backend was given a buffer of " + buffer.getClass().getName());
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /**
   * Its memory, exactly {@link #bytes} long.
   *
   * @throws IllegalStateException if it was freed
   */
  MemorySegment segment() {
    if (freed.get()) {
      throw new IllegalStateException("a buffer of " + bytes + " bytes is used after it was freed");
    }
    return segment;
  }

  /** How often it was written; being freed counts as well. */
  long version() {
    return version.get();
  }

  /** Notes that it was written, after the fact: what was packed before and meanwhile is stale. */
  void written() {
    version.incrementAndGet();
  }

  /** What was made from its content. */
  synchronized PackedCache packed() {
    if (packed == null) {
      packed = new PackedCache(memory);
    }
    return packed;
  }

  /**
   * Gives it back.
   *
   * @throws IllegalStateException if that was done before
   */
  void free() {
    if (!freed.compareAndSet(false, true)) {
      throw new IllegalStateException("a buffer of " + bytes + " bytes is freed twice");
    }
    version.incrementAndGet();
    dropPacked();
    if (block == null) {
      memory.releaseEmpty();
    } else {
      memory.release(bytes, block);
    }
  }

  private synchronized void dropPacked() {
    if (packed != null) {
      packed.close();
    }
  }
}
