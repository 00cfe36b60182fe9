package anabranch.bench.overlap;

/**
 * From numbers to a reason. The rules are asked in this order, and the first that applies is the
 * reason; docs/overlap.md lists them.
 */
final class Rules {
  /** From this share of the floor on, sequential is as good as at it. */
  static final double AT_THE_FLOOR = 0.75;

  /** From this share of the time on, what forks cost is seen. */
  static final double FORKS_SEEN = 0.05;

  /** From this share of the time on, the host does little else than enqueue. */
  static final double ALWAYS_LAUNCHING = 0.8;

  /** From this share of the width on, slices use all threads. */
  static final double ALL_THREADS = 0.8;

  /** From this overlap and this inflation on, operations slow each other down. */
  static final double SEEN = 1.25;

  private final Lanes lanes;

  Rules(Lanes lanes) {
    this.lanes = lanes;
  }

  /** Why {@code outcome} is what it is. */
  Reason reason(Outcome outcome, Facts facts) {
    return switch (outcome) {
      case PAYS -> whyItPays(facts);
      case EVEN, COSTS -> whyItDoesNot(outcome, facts);
      case UNCLEAR -> Reason.SCATTER;
    };
  }

  private Reason whyItPays(Facts facts) {
    return lanes == Lanes.THREADS && facts.sliceGain() < ALL_THREADS * facts.width()
        ? Reason.IDLE_THREADS
        : Reason.ROOM;
  }

  private Reason whyItDoesNot(Outcome outcome, Facts facts) {
    if (facts.width() == 1) {
      return Reason.NOTHING_BESIDE;
    }
    boolean forksSeen = facts.forkShare() >= FORKS_SEEN;
    if (outcome == Outcome.COSTS && forksSeen) {
      return Reason.FORK_COST;
    }
    if (facts.floorShare() >= AT_THE_FLOOR) {
      return facts.memoryFloor() ? Reason.BANDWIDTH : Reason.COMPUTE;
    }
    if (facts.launchShare() >= ALWAYS_LAUNCHING) {
      return Reason.LAUNCH;
    }
    if (lanes == Lanes.THREADS && facts.sliceGain() >= ALL_THREADS * facts.width()) {
      return Reason.SLICES;
    }
    if (forksSeen) {
      return Reason.FORK_COST;
    }
    return facts.overlap() >= SEEN && facts.inflation() >= SEEN
        ? Reason.CONTENTION
        : Reason.UNEXPLAINED;
  }
}
