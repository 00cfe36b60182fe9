package anabranch.cuda;

import anabranch.cuda.driver.Driver;
import anabranch.cuda.driver.StreamHandle;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One stream's copies to the device. Small ones share a block of staging memory; a full block comes
 * back when the stream has passed the point at which it was full.
 */
final class Uploads {
  private static final int MOST_BLOCKS = 4;
  private static final long ALIGNMENT = 64;

  private final Staging staging;
  private final Tickets tickets;
  private final Deque<Full> full = new ArrayDeque<>();
  private @Nullable MemorySegment current;
  private long used;

  private record Full(MemorySegment block, long ticket) {}

  Uploads(Staging staging, Tickets tickets) {
    this.staging = staging;
    this.tickets = tickets;
  }

  /**
   * Enqueues a copy of {@code source}, which may be changed when this returns.
   *
   * @param point makes a point of the stream
   */
  void copy(MemorySegment source, long target, StreamHandle stream, LongSupplier point) {
    long size = source.byteSize();
    for (long at = 0; at < size; ) {
      MemorySegment block = block(point);
      long n = Math.min(size - at, Staging.BYTES - used);
      MemorySegment part = block.asSlice(used, n);
      MemorySegment.copy(source, at, part, 0, n);
      Driver.upload(part, target + at, stream);
      used = Math.min(Staging.BYTES, (used + n + ALIGNMENT - 1) & -ALIGNMENT);
      at += n;
    }
  }

  private MemorySegment block(LongSupplier point) {
    MemorySegment block = current;
    if (block != null && used < Staging.BYTES) {
      return block;
    }
    if (block != null) {
      full.add(new Full(block, point.getAsLong()));
      current = null;
    }
    block = next();
    current = block;
    used = 0;
    return block;
  }

  private MemorySegment next() {
    Full oldest = full.peek();
    if (oldest == null || (full.size() < MOST_BLOCKS && !tickets.isDone(oldest.ticket()))) {
      return staging.take();
    }
    tickets.synchronize(oldest.ticket());
    full.remove();
    return oldest.block();
  }

  /** Gives the blocks back; the stream must be done. */
  void close() {
    full.forEach(f -> staging.give(f.block()));
    full.clear();
    if (current != null) {
      staging.give(current);
      current = null;
    }
  }
}
