package anabranch.bench.peers;

import java.io.IOException;

/**
 * What forking {@code neg} of one number many times, and then waiting for all, costs.
 *
 * @param forks how many at once
 * @param seconds of one fork with its wait: the median of some tries
 */
record ForkCost(String engine, String setting, int forks, double seconds) {
  private static final int TRIES = 7;

  /** Measures it, after as many tries that are not counted. */
  static ForkCost measure(Child child, int forks) throws IOException, PeerException {
    double[] seconds = new double[TRIES];
    for (int i = 0; i < TRIES; i++) {
      child.forks(forks);
    }
    for (int i = 0; i < TRIES; i++) {
      seconds[i] = child.forks(forks) / forks;
    }
    Setting setting = child.setting();
    return new ForkCost(setting.engine().title(), setting.toString(), forks, Race.median(seconds));
  }
}
