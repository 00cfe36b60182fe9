package anabranch.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** One piece of native memory from the system, cut into blocks of one size. */
final class Slab {
  private final Arena arena;
  private final long bytes;
  private final List<Block> blocks;
  private int used;

  private Slab(Arena arena, long bytes, int blocks) {
    this.arena = arena;
    this.bytes = bytes;
    this.blocks = new ArrayList<>(blocks);
  }

  /**
   * A part of a slab.
   *
   * @param slab where it is
   * @param segment its memory
   */
  record Block(Slab slab, MemorySegment segment) {}

  /**
   * Takes {@code count} blocks of {@code size} bytes from the system.
   *
   * @throws OutOfMemoryError if the system has no more
   */
  @SuppressWarnings("MustBeClosedChecker") // the slab keeps it open until close()
  static Slab of(long size, int count) {
    Arena arena = Arena.ofShared();
    long bytes = size * count;
    MemorySegment all;
    try {
      all = Pages.allocate(arena, bytes, SizeClass.LEAST);
    } catch (OutOfMemoryError e) {
      arena.close();
      throw e;
    }
    Slab slab = new Slab(arena, bytes, count);
    for (int i = 0; i < count; i++) {
      slab.blocks.add(new Block(slab, all.asSlice(i * size, size)));
    }
    return slab;
  }

  long bytes() {
    return bytes;
  }

  List<Block> blocks() {
    return blocks;
  }

  void use() {
    used++;
  }

  void release() {
    used--;
  }

  boolean isIdle() {
    return used == 0;
  }

  void close() {
    arena.close();
  }
}
