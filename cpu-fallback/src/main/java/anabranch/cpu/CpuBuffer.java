package anabranch.cpu;

import anabranch.spi.Buffer;
import anabranch.spi.View;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A block of native memory, the count of its writes, and what was made from its content. It may
 * begin as somebody else's memory, which is only read, and copied before the first write.
 */
final class CpuBuffer implements Buffer {
  /** What the memory of buffers begins at a multiple of, in bytes. */
  static final long ALIGNMENT = SizeClass.LEAST;

  private final Memory memory;
  private final long bytes;
  private final @Nullable Runnable release;
  private final AtomicLong version = new AtomicLong();
  private final AtomicBoolean freed = new AtomicBoolean();
  private volatile MemorySegment segment;
  private Slab.@Nullable Block block;
  private @Nullable PackedCache packed;

  CpuBuffer(Memory memory, long bytes, Slab.@Nullable Block block) {
    this.memory = memory;
    this.bytes = bytes;
    this.release = null;
    this.block = block;
    this.segment = block == null ? MemorySegment.NULL : block.segment().asSlice(0, bytes);
  }

  /**
   * On memory that is read only.
   *
   * @param release to be run when it is not read any more
   */
  CpuBuffer(Memory memory, MemorySegment source, Runnable release) {
    this.memory = memory;
    this.bytes = source.byteSize();
    this.release = release;
    this.segment = source.asReadOnly();
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

  /**
   * Makes it writable: copies what is not its own. Work that still reads the old memory finds there
   * what it may expect, since nobody writes to that.
   *
   * @throws anabranch.spi.DeviceMemoryException if there is no room for the copy
   */
  void ownContent() {
    if (segment.isReadOnly()) {
      copyContent();
    }
  }

  private synchronized void copyContent() {
    Slab.Block own = segment.isReadOnly() ? memory.own(bytes) : null;
    if (own != null) {
      segment = own.segment().asSlice(0, bytes).copyFrom(segment);
      block = own;
    }
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
    Slab.Block own = block();
    if (own == null) {
      memory.releaseEmpty();
    } else {
      memory.release(bytes, own);
    }
    if (release != null) {
      memory.unwrap(this);
    }
  }

  private synchronized Slab.@Nullable Block block() {
    return block;
  }

  /** Lets go of memory that is not its own. */
  void letGo() {
    if (release != null) {
      release.run();
    }
  }

  private synchronized void dropPacked() {
    if (packed != null) {
      packed.close();
    }
  }
}
