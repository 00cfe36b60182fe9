package anabranch.bench.overlap;

import anabranch.examples.LstmEnsemble.Mode;
import anabranch.spi.Precision;
import java.util.ArrayList;
import java.util.List;

/** Reports of numbers that nobody measured. */
final class MadeUp {
  /** 100 GFLOP/s and 10 GB/s a thread; forks for 2 us. */
  static final Peaks PEAKS =
      new Peaks(
          List.of(new Peaks.Flops(1, 100), new Peaks.Flops(2, 200)),
          List.of(
              new Peaks.Read(1, 1e5, 50),
              new Peaks.Read(1, 1e8, 10),
              new Peaks.Read(2, 1e5, 100),
              new Peaks.Read(2, 1e8, 20)),
          List.of(new Peaks.ForkCost(1, 1e-6), new Peaks.ForkCost(2, 2e-6)));

  private MadeUp() {}

  /** Three rounds of {@code seconds}, one a little slower, one a little faster. */
  static Run run(Mode mode, int width, double seconds, double busy) {
    return new Run(
        new Way(mode, width),
        List.of(seconds, 1.01 * seconds, 0.99 * seconds),
        new Occupancy(busy, seconds, 0));
  }

  /** On one thread, and on two: sequential, directions, members. */
  static Point point(Job job, double one, double two, double directions, double members) {
    return new Point(
        job,
        List.of(
            run(Mode.SEQUENTIAL, 1, one, one),
            run(Mode.SEQUENTIAL, 2, two, two),
            run(Mode.DIRECTIONS, 2, directions, 1.5 * directions),
            run(Mode.MEMBERS, 2, members, 1.9 * members)));
  }

  /** Two sizes where it pays, one where slices do it, one where it costs. */
  static Report report(String device) {
    Grid grid = new Grid(List.of(64, 512), List.of(1, 50), 4, 50);
    List<Point> points = new ArrayList<>();
    points.add(point(new Job(4, 50, 1, 64), 4e-3, 4e-3, 3e-3, 2e-3));
    points.add(point(new Job(4, 50, 50, 64), 40e-3, 38e-3, 25e-3, 21e-3));
    points.add(point(new Job(4, 50, 1, 512), 1.9, 1, 1.01, 0.99));
    points.add(point(new Job(4, 20, 50, 512), 1.9, 1, 1.3, 1.2));
    Report.Machine machine =
        new Report.Machine("cpu", device, Precision.FP32, 2, 2, "25, <i>nobody</i>", "Linux amd64");
    return new Report(
        machine,
        grid,
        3,
        12,
        PEAKS,
        points.stream().map(p -> Verdict.of(p, PEAKS, Lanes.THREADS)).toList());
  }
}
