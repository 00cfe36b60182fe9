package anabranch.cuda;

import anabranch.cuda.driver.Driver;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Blocks of pinned host memory, through which all copies between host and device go: only from
 * there are they asynchronous. Safe for use by several threads.
 */
final class Staging {
  /** The size of a block. */
  static final long BYTES = 1 << 20;

  private final List<MemorySegment> all = new ArrayList<>();
  private final Deque<MemorySegment> idle = new ArrayDeque<>();

  /** A block of {@link #BYTES}. */
  synchronized MemorySegment take() {
    MemorySegment block = idle.poll();
    if (block == null) {
      block = Driver.allocatePinned(BYTES);
      all.add(block);
    }
    return block;
  }

  /** Takes back a block that the device is done with. */
  synchronized void give(MemorySegment block) {
    idle.push(block);
  }

  /** Gives all blocks back, also those that were never returned. */
  synchronized void close() {
    all.forEach(Driver::freePinned);
    all.clear();
    idle.clear();
  }
}
