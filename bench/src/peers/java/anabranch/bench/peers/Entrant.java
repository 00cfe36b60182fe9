package anabranch.bench.peers;

import java.io.IOException;

/** One way of one process. */
record Entrant(Child child, String way) {
  /** Blocks of runs last this long at least, so that what a switch of processes costs is small. */
  private static final double BLOCK_SECONDS = 0.1;

  Engine engine() {
    return child.setting().engine();
  }

  /** Seconds of one run: the mean of a block, after a run that is not counted if that is short. */
  double block(double estimate) throws IOException, PeerException {
    int count = (int) Math.max(1, Math.ceil(BLOCK_SECONDS / estimate));
    if (count > 1) {
      child.time(way, 1);
    }
    return child.time(way, count);
  }

  @Override
  public String toString() {
    return way + " (" + child.setting() + ")";
  }
}
