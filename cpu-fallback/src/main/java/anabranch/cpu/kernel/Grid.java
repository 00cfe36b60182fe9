package anabranch.cpu.kernel;

import anabranch.spi.Workers;

/** Cuts a product's target, panels by row tiles, into slices. */
final class Grid {
  /** More slices than threads, so that a thread which is late holds up less. */
  private static final int SLICES_PER_THREAD = 4;

  private final Workers workers;
  private final long sliceWork;

  /** With slices of at least {@code sliceWork} multiply-adds: what a hand-over is worth. */
  Grid(Workers workers, long sliceWork) {
    this.workers = workers;
    this.sliceWork = sliceWork;
  }

  /** Computes a rectangle of the target. */
  interface Slice {
    void run(int firstPanel, int endPanel, int firstTile, int endTile);
  }

  /**
   * Runs {@code slice} over the whole target, if there is any, in parts on several threads if it
   * pays.
   *
   * @param work multiply-adds altogether
   */
  void run(int panels, int tiles, long work, Slice slice) {
    if (panels == 0 || tiles == 0) {
      return;
    }
    long most = Math.min((long) SLICES_PER_THREAD * workers.size(), work / sliceWork);
    if (workers.size() == 1 || most <= 1) {
      slice.run(0, panels, 0, tiles);
      return;
    }
    int across = Math.clamp(most, 1, panels);
    int down = Math.clamp(most / across, 1, tiles);
    workers.run(
        across * down,
        i -> {
          int column = i % across;
          int row = i / across;
          slice.run(
              part(panels, column, across),
              part(panels, column + 1, across),
              part(tiles, row, down),
              part(tiles, row + 1, down));
        });
  }

  private static int part(int count, int index, int parts) {
    return (int) ((long) count * index / parts);
  }
}
