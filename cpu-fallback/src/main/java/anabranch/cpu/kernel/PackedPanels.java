package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The right side of a product [depth, columns], packed once for many products: panels of float
 * columns, depth-major, one after another. Any number of threads may use it at once.
 */
public final class PackedPanels implements AutoCloseable {
  private final WorkingMemory.Piece piece;
  private final int depth;
  private final int columns;
  private final int panel;
  private final int panels;
  private final Panel[] all;

  PackedPanels(Compute compute, int depth, int columns, int panels) {
    this.depth = depth;
    this.columns = columns;
    this.panel = compute.kernels().panel();
    this.panels = panels;
    this.piece = compute.memory().take(bytes());
    this.all = new Panel[panels];
    for (int i = 0; i < panels; i++) {
      all[i] = new Panel(segment(), at(i), depth);
    }
  }

  /** Packs {@code source} [depth, columns]. */
  public static PackedPanels of(Compute compute, Strided source, int depth, int columns) {
    int panel = compute.kernels().panel();
    int panels = Math.ceilDiv(columns, panel);
    PackedPanels packed = new PackedPanels(compute, depth, columns, panels);
    long work = (long) panels * panel * depth;
    compute
        .grid()
        .run(
            panels,
            1,
            work,
            (from, to, _, _) -> {
              for (int i = from; i < to; i++) {
                int first = i * panel;
                packed.fill(i, source.from(0, first), Math.min(panel, columns - first));
              }
            });
    return packed;
  }

  /**
   * Fills a panel with the first {@code count} columns of {@code source} [depth, ...], and zeros.
   */
  void fill(int index, Strided source, int count) {
    Packing.lines(source.transposed(), count, panel, depth, segment(), at(index));
  }

  int depth() {
    return depth;
  }

  int columns() {
    return columns;
  }

  /** How many panels there are. */
  int panels() {
    return panels;
  }

  MemorySegment segment() {
    return piece.segment();
  }

  /**
   * One panel.
   *
   * @param segment where it lies
   * @param at the byte at which it begins
   * @param depth its rows
   */
  record Panel(MemorySegment segment, long at, int depth) {}

  Panel panel(int index) {
    return all[index];
  }

  /** The byte at which a panel begins. */
  long at(int index) {
    return 4L * depth * panel * index;
  }

  /** Bytes of memory held. */
  public long bytes() {
    return at(panels);
  }

  /** Gives the memory back; no product may be using it. */
  @Override
  public void close() {
    piece.close();
  }
}
