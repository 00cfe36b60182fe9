package anabranch.examples.cli;

import anabranch.Devices;
import anabranch.cpu.FmaPeak;

/**
 * The most multiply-adds that the CPU was seen to make, in GFLOP/s.
 *
 * @param oneThread on one thread
 * @param allThreads on all threads at once
 * @param threads how many these are
 */
record Peak(double oneThread, double allThreads, int threads) {
  /** Measures both, on a machine that should have nothing else to do. */
  static Peak measure(Devices devices) {
    int threads = devices.threads();
    double one = FmaPeak.gflops(1);
    return new Peak(one, threads == 1 ? one : FmaPeak.gflops(threads), threads);
  }

  /** The peak that {@code row} is held against. */
  double of(Row row) {
    return row == Row.ONE_THREAD ? oneThread : allThreads;
  }

  /** The greater of each, since a peak is what the machine can do when nothing disturbs it. */
  Peak max(Peak other) {
    return new Peak(
        Math.max(oneThread, other.oneThread), Math.max(allThreads, other.allThreads), threads);
  }
}
