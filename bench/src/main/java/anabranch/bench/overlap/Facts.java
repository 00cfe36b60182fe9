package anabranch.bench.overlap;

import anabranch.examples.LstmEnsemble.Mode;

/**
 * The numbers that a verdict goes by, of one size at the greatest width.
 *
 * @param width how many threads or streams
 * @param speedUp of the best forked way over sequential
 * @param floorShare the floor over sequential's time: 1 is as fast as can be
 * @param memoryFloor whether it is the memory that sets the floor
 * @param forkShare what the forks of the best forked way cost, over sequential's time
 * @param launchShare the part of sequential's time in which the host enqueued; 0 on the CPU
 * @param sliceGain how many times as fast sequential is as on the least width
 * @param overlap how many operations the best forked way had under way at once
 * @param inflation the work of the best forked way over that of sequential on the least width, both
 *     summed over threads or streams: 1 if overlapping operations do not slow each other down
 */
record Facts(
    int width,
    Spread speedUp,
    double floorShare,
    boolean memoryFloor,
    double forkShare,
    double launchShare,
    double sliceGain,
    double overlap,
    double inflation) {
  /** Of what was measured at {@code point}. */
  static Facts of(Point point, Peaks peaks) {
    int width = point.width();
    Run sequential = point.sequential(width);
    Run least = point.sequential(point.widths().getFirst());
    Run best = point.bestForked();
    Floor floor = peaks.floor(point.job(), width);
    Mode mode = best.way().mode();
    double forks = point.job().forks(mode) * peaks.forkSeconds(width);
    return new Facts(
        width,
        point.speedUp(best),
        floor.seconds() / sequential.median(),
        floor.isMemory(),
        forks / sequential.median(),
        sequential.occupancy().launchShare(),
        sequential.speedUp(least).median(),
        best.occupancy().overlap(),
        inflation(best.occupancy().busy(), least.occupancy().busy()));
  }

  /** A clock too coarse to see any work tells nothing. */
  private static double inflation(double forked, double sequential) {
    return sequential > 0 ? forked / sequential : 1;
  }
}
