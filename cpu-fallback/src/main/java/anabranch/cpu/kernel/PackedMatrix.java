package anabranch.cpu.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The right side of a product as panels of float columns, depth-major, one panel after another. */
final class PackedMatrix {
  private final MemorySegment segment;
  private final int depth;
  private final int panel;

  PackedMatrix(Arena arena, int depth, int panel, int panels) {
    this.segment = arena.allocate(4L * depth * panel * panels, 64);
    this.depth = depth;
    this.panel = panel;
  }

  /** Fills a panel with the first {@code columns} columns of {@code source} [depth, ...], and zeros. */
  void fill(int index, Strided source, int columns) {
    Packing.lines(source.transposed(), columns, panel, depth, segment, at(index));
  }

  int depth() {
    return depth;
  }

  MemorySegment segment() {
    return segment;
  }

  /** The byte at which a panel begins. */
  long at(int index) {
    return 4L * depth * panel * index;
  }

  long bytes() {
    return segment.byteSize();
  }
}
