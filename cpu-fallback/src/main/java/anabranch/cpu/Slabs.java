package anabranch.cpu;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Native memory in blocks of a few sizes. Slabs are kept when their blocks are free, since closing
 * a shared arena is slow and touching new memory slower. Safe for use by several threads.
 */
final class Slabs {
  /** Small blocks come in slabs of about this many bytes; a larger block has a slab to itself. */
  private static final long SLAB_BYTES = 1L << 20;

  private static final int MOST_BLOCKS = 1024;

  private final AtomicReferenceArray<@Nullable FreeList> lists =
      new AtomicReferenceArray<>(SizeClass.count());
  private final AtomicLong reserved = new AtomicLong();
  private final long target;

  /** With idle slabs given back before more than {@code target} bytes are held. */
  Slabs(long target) {
    this.target = target;
  }

  /**
   * A block of at least {@code bytes} bytes, more than 0.
   *
   * @throws OutOfMemoryError if the system has no more memory
   */
  Slab.Block take(long bytes) {
    long size = SizeClass.round(bytes);
    FreeList list = list(SizeClass.index(size));
    Slab.Block block = list.poll();
    return block != null ? block : list.add(reserve(size));
  }

  private Slab reserve(long size) {
    int count = Math.clamp(SLAB_BYTES / size, 1, MOST_BLOCKS);
    long bytes = size * count;
    if (reserved.addAndGet(bytes) > target) {
      trim();
    }
    try {
      return Slab.of(size, count);
    } catch (OutOfMemoryError e) {
      reserved.addAndGet(-bytes);
      throw e;
    }
  }

  void give(Slab.Block block) {
    list(SizeClass.index(block.segment().byteSize())).give(block);
  }

  private FreeList list(int index) {
    FreeList list = lists.get(index);
    if (list != null) {
      return list;
    }
    FreeList made = new FreeList();
    FreeList raced = lists.compareAndExchange(index, null, made);
    return raced != null ? raced : made;
  }

  /** Bytes taken from the system. */
  long reserved() {
    return reserved.get();
  }

  /** Gives slabs of which nothing is in use back to the system; returns their bytes. */
  long trim() {
    return release(false);
  }

  /** Gives all back; no block may be used any more. */
  void close() {
    release(true);
  }

  private long release(boolean all) {
    long bytes = 0;
    for (int i = 0; i < lists.length(); i++) {
      FreeList list = lists.get(i);
      if (list == null) {
        continue;
      }
      List<Slab> slabs = all ? list.removeAll() : list.removeIdle();
      for (Slab slab : slabs) {
        slab.close();
        bytes += slab.bytes();
      }
    }
    reserved.addAndGet(-bytes);
    return bytes;
  }
}
