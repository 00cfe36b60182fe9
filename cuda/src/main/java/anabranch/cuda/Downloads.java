package anabranch.cuda;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Copies from the device: through two blocks of staging memory, one filling while one is read. */
final class Downloads {
  private final Staging staging;
  private final Tickets tickets;

  /** Enqueues one block's copy and makes a point after it. */
  @FunctionalInterface
  interface Enqueue {
    long download(long source, MemorySegment block);
  }

  Downloads(Staging staging, Tickets tickets) {
    this.staging = staging;
    this.tickets = tickets;
  }

  /** Fills {@code target} from {@code source} and blocks until it is full. */
  void copy(long source, MemorySegment target, Enqueue enqueue) {
    long size = target.byteSize();
    int blocks = Math.toIntExact((size + Staging.BYTES - 1) / Staging.BYTES);
    Copy copy = new Copy(source, target, enqueue, Math.min(blocks, 2));
    for (int i = 0; i < blocks; i++) {
      if (i == 0) {
        copy.start(0);
      }
      if (i + 1 < blocks) {
        copy.start(i + 1);
      }
      copy.finish(i);
    }
    copy.close();
  }

  /** One transfer's blocks. */
  private final class Copy {
    private final long source;
    private final MemorySegment target;
    private final Enqueue enqueue;
    private final MemorySegment[] blocks;
    private final long[] points;

    Copy(long source, MemorySegment target, Enqueue enqueue, int blocks) {
      this.source = source;
      this.target = target;
      this.enqueue = enqueue;
      this.blocks = new MemorySegment[blocks];
      this.points = new long[blocks];
      Arrays.setAll(this.blocks, slot -> staging.take());
    }

    private MemorySegment part(int i) {
      long at = i * Staging.BYTES;
      return target.asSlice(at, Math.min(Staging.BYTES, target.byteSize() - at));
    }

    void start(int i) {
      int slot = i % blocks.length;
      MemorySegment block = blocks[slot].asSlice(0, part(i).byteSize());
      points[slot] = enqueue.download(source + i * Staging.BYTES, block);
    }

    void finish(int i) {
      int slot = i % blocks.length;
      tickets.synchronize(points[slot]);
      MemorySegment part = part(i);
      MemorySegment.copy(blocks[slot], 0, part, 0, part.byteSize());
    }

    /** Not called after an error: the device may then still write to the blocks. */
    void close() {
      for (MemorySegment block : blocks) {
        staging.give(block);
      }
    }
  }
}
