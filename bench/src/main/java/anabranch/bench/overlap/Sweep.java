package anabranch.bench.overlap;

import anabranch.Device;
import anabranch.Devices;
import anabranch.spi.Precision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Measures every size of a grid.
 *
 * @param target where
 * @param grid the sizes
 * @param widths how many threads or streams, ascending; none to choose by the device
 * @param rounds of each way at each size
 * @param budget seconds that it may take
 */
record Sweep(Target target, Grid grid, List<Integer> widths, int rounds, double budget) {
  private static final double FIRST_WARM_UP = 4;
  private static final double WARM_UP = 1.5;
  private static final double LEAST_WARM_UP = 0.02;

  /** A share of the budget that is kept back, for sizes that take longer than those before. */
  private static final double RESERVE = 0.1;

  /** What is told about the progress. */
  interface Watcher {
    /** {@code done} of {@code all} sizes are done, and {@code what} is next. */
    void show(int done, int all, String what);
  }

  /** Measures, and judges. */
  Report run(Watcher watcher) throws Exception {
    long start = System.nanoTime();
    Report.Machine machine = machine();
    List<Integer> chosen = widths.isEmpty() ? defaultWidths(machine) : widths;
    List<Job> left = new ArrayList<>(grid.jobs());
    int all = left.size();
    watcher.show(0, all, "measuring the peaks");
    PeakMeter meter =
        target.lanes() == Lanes.THREADS
            ? new CpuPeaks(target, chosen, left)
            : new GpuPeaks(target, chosen);
    Plan plan = new Plan(chosen, rounds);
    List<Point> points = new ArrayList<>();
    while (!left.isEmpty()) {
      meter.look();
      double secondsLeft = (1 - RESERVE) * budget - seconds(start);
      Job job = plan.next(left, meter.best(), secondsLeft);
      watcher.show(points.size(), all, job.toString());
      long before = System.nanoTime();
      points.add(measure(job, plan.ways(job, meter.best()), machine, warmUp(points.isEmpty())));
      plan.took(job, meter.best(), seconds(before));
      left.removeFirst();
    }
    meter.look();
    return new Report(machine, grid, rounds, seconds(start), meter.best(), judge(points, meter));
  }

  private Point measure(Job job, List<Way> ways, Report.Machine machine, double warmUp)
      throws Exception {
    try (PointRun run = new PointRun(target, job, ways, tolerance(machine))) {
      return run.measure(warmUp, rounds);
    }
  }

  private List<Verdict> judge(List<Point> points, PeakMeter meter) {
    return points.stream()
        .sorted(
            Comparator.comparingInt((Point p) -> p.job().hidden())
                .thenComparingInt(p -> p.job().batch()))
        .map(point -> Verdict.of(point, meter.best(), target.lanes()))
        .toList();
  }

  /** Short budgets are for tests of the machinery. */
  private double warmUp(boolean first) {
    double share = budget / grid.jobs().size() / 10;
    return Math.clamp(share, LEAST_WARM_UP, first ? FIRST_WARM_UP : WARM_UP);
  }

  private Report.Machine machine() {
    try (Devices devices = Devices.open(target.options())) {
      Device device = devices.get(target.device());
      return Report.Machine.here(
          device.name(), device.description(), device.precision(), devices.threads());
    }
  }

  /** Powers of two up to the threads, or up to one stream for each direction of the ensemble. */
  private List<Integer> defaultWidths(Report.Machine machine) {
    int most = target.lanes() == Lanes.THREADS ? machine.threads() : 2 * grid.members();
    List<Integer> powers = new ArrayList<>();
    for (int width = 1; width < most; width *= 2) {
      powers.add(width);
    }
    powers.add(most);
    return powers;
  }

  /** On the CPU all ways agree bit for bit; a GPU's library may sum in another order. */
  private double tolerance(Report.Machine machine) {
    if (target.lanes() == Lanes.THREADS) {
      return 0;
    }
    return switch (machine.precision()) {
      case Precision.FP32 -> 1e-5;
      case Precision.TF32 -> 1e-3;
      case Precision.BF16 -> 1e-2;
    };
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
