package anabranch.bench.overlap;

import anabranch.bench.overlap.Peaks.Flops;
import anabranch.bench.overlap.Peaks.ForkCost;
import anabranch.bench.overlap.Peaks.Read;
import anabranch.cpu.FmaPeak;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Multiply-adds and reads of the CPU's threads. */
final class CpuPeaks implements PeakMeter {
  private static final long PAUSE_NANOS = 20_000_000_000L;

  private final Map<Integer, Double> gflops = new TreeMap<>();
  private final List<Read> reads = new ArrayList<>();
  private final List<ForkCost> forks = new ArrayList<>();
  private long last;

  /**
   * Measures reads and forks, at once; multiply-adds with each look.
   *
   * @param jobs one for each working set to read
   */
  CpuPeaks(Target target, List<Integer> widths, List<Job> jobs) throws Exception {
    for (int width : widths) {
      gflops.put(width, 0.0);
      for (double bytes : jobs.stream().mapToDouble(Job::recurrentBytes).distinct().toArray()) {
        reads.add(new Read(width, bytes, ReadBandwidth.gbPerSecond(width, bytes)));
      }
      forks.add(new ForkCost(width, ForkMeter.seconds(target, width)));
    }
    measure();
  }

  @Override
  public void look() {
    if (System.nanoTime() - last > PAUSE_NANOS) {
      measure();
    }
  }

  private void measure() {
    gflops.replaceAll((width, best) -> Math.max(best, FmaPeak.gflops(width)));
    last = System.nanoTime();
  }

  @Override
  public Peaks best() {
    List<Flops> flops = new ArrayList<>();
    gflops.forEach((width, best) -> flops.add(new Flops(width, best)));
    return new Peaks(flops, reads, forks);
  }
}
