package anabranch.bench.peers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that was measured on one machine, perhaps in several portions.
 *
 * @param host the machine and the JVM
 * @param points by channels, then batch; each job once
 * @param forks costs of forking; each engine's setting and number once
 */
record Report(String host, List<Point> points, List<ForkCost> forks) {
  Report {
    points =
        points.stream()
            .sorted(
                Comparator.comparingInt((Point p) -> p.job().hidden())
                    .thenComparingInt(p -> p.job().batch())
                    .thenComparingInt(p -> p.job().steps())
                    .thenComparingInt(p -> p.job().members()))
            .toList();
    forks = List.copyOf(forks);
  }

  /** Nothing yet, on this machine. */
  static Report here() {
    return new Report(
        "%s %s, %d CPUs, Java %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version()),
        List.of(),
        List.of());
  }

  /** With a point that takes the place of an older one of the same job. */
  Report with(Point point) {
    List<Point> all = new ArrayList<>(points);
    all.removeIf(p -> p.job().equals(point.job()));
    all.add(point);
    return new Report(host, all, forks);
  }

  /** With a cost that takes the place of an older one of the same setting and number. */
  Report with(ForkCost cost) {
    List<ForkCost> all = new ArrayList<>(forks);
    all.removeIf(
        f ->
            f.engine().equals(cost.engine())
                && f.setting().equals(cost.setting())
                && f.forks() == cost.forks());
    all.add(cost);
    return new Report(host, points, all);
  }
}
