package anabranch.examples.cli;

/**
 * The most multiply-adds that the CPU was seen to make, in GFLOP/s.
 *
 * @param oneThread on one thread
 * @param allThreads on all threads at once
 * @param threads how many these are
 */
record Peak(double oneThread, double allThreads, int threads) {
  /** The peak that {@code row} is held against. */
  double of(Row row) {
    return row == Row.ONE_THREAD ? oneThread : allThreads;
  }
}
