package anabranch.cpu;

import anabranch.spi.Workers;

/** Cuts large loops for the workers. The cut depends on the amount of work alone. */
final class Slices {
  /** Elements that are worth a hand-over to another thread. */
  static final long GRAIN = 1L << 16;

  private Slices() {}

  /** Part of a loop. */
  interface Body {
    /** Does {@code count} items from {@code start} on. */
    void run(long start, long count);
  }

  /**
   * Runs {@code body} for all of {@code items}, each of which takes {@code cost} elements' work.
   */
  static void run(Workers workers, long items, long cost, Body body) {
    if (items == 0) {
      return;
    }
    long each = Math.max(GRAIN / Math.max(cost, 1), Math.ceilDiv(items, Integer.MAX_VALUE));
    long grain = Math.max(each, 1);
    if (items <= grain || workers.size() == 1) {
      body.run(0, items);
      return;
    }
    int slices = (int) Math.ceilDiv(items, grain);
    workers.run(slices, i -> body.run(i * grain, Math.min(grain, items - i * grain)));
  }
}
