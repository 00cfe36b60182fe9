package anabranch.bench.overlap;

import anabranch.spi.Precision;
import java.util.List;

/**
 * The result of a sweep.
 *
 * @param machine where it ran
 * @param grid the sizes that were asked for
 * @param rounds how often each way was run at each size
 * @param seconds how long it took
 * @param peaks what the machine reached at its best
 * @param verdicts one per size, by channels, then rows of a batch
 */
record Report(
    Machine machine, Grid grid, int rounds, double seconds, Peaks peaks, List<Verdict> verdicts) {
  /**
   * A device and what drives it.
   *
   * @param name of the device: {@code cpu}, {@code cuda:0}
   * @param description the hardware and how it is driven
   * @param precision of matrix products
   * @param threads host threads, at most
   * @param cpus CPUs that the machine or container grants
   * @param java the version of the JDK, and who built it
   * @param os the operating system and its architecture
   */
  record Machine(
      String name,
      String description,
      Precision precision,
      int threads,
      int cpus,
      String java,
      String os) {
    /** Beside this JVM. */
    static Machine here(String name, String description, Precision precision, int threads) {
      return new Machine(
          name,
          description,
          precision,
          threads,
          Runtime.getRuntime().availableProcessors(),
          Runtime.version() + ", " + System.getProperty("java.vendor", "unknown vendor"),
          System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    /** What a width counts. */
    Lanes lanes() {
      return Lanes.of(name);
    }

    /** Whether it is the emulator of the tests, whose times mean nothing. */
    boolean isEmulated() {
      return description.startsWith("Emulated device");
    }
  }

  Report {
    verdicts = List.copyOf(verdicts);
  }

  /** The sizes by outcome and reason. */
  List<Region> regions() {
    return Region.of(verdicts);
  }

  /** Names sizes of this sweep. */
  Where where() {
    return new Where(grid.sizes(), grid.batches());
  }

  /** Speaks of this sweep. */
  Sentences sentences() {
    return new Sentences(machine.lanes(), where());
  }
}
