package anabranch.bench.peers;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** A report as text: a line for each point and peer, and every ratio in it. */
final class Table {
  private static final String ROW = "%5s %4s %11s %6s  %-12s %-12s %11s %7s %7s  %s%n";

  private Table() {}

  /**
   * The ratios are how many times as long as this engine a peer takes, so that this one is slower
   * where they are below 1: the medians over the rounds, and beside them the quotient of the least
   * times. "members" is this engine with forked members, "best" its best mode.
   */
  static void print(Report report, PrintStream out) {
    out.println(report.host());
    if (!report.points().isEmpty()) {
      out.printf(
          ROW, "C", "B", "members", "% peak", "best", "peer", "its best", "ratio", "least", "how");
    }
    for (Point point : report.points()) {
      print(point, out);
    }
    for (ForkCost cost : report.forks()) {
      out.printf(
          Locale.ROOT,
          "%-12s %-28s %8.2f us per fork and wait, %d at once%n",
          cost.engine(),
          cost.setting(),
          cost.seconds() * 1e6,
          cost.forks());
    }
  }

  private static void print(Point point, PrintStream out) {
    Job job = point.job();
    Point.Raced members = point.raced().getFirst();
    Point.Raced best = point.best(Engine.ANABRANCH.title());
    for (String peer : point.peers()) {
      Point.Raced other = point.best(peer);
      out.printf(
          Locale.ROOT,
          ROW,
          job.hidden(),
          job.batch(),
          milliseconds(members),
          number("%.1f", 100 * job.flops() / members.median() / 1e9 / point.peakGflops()),
          best.way(),
          peer,
          milliseconds(other),
          number("%.3f", other.ratioTo(best)),
          number("%.3f", other.least() / best.least()),
          "%s; %s%s"
              .formatted(
                  other.way(),
                  other.setting(),
                  best.equals(members)
                      ? ""
                      : "; to members " + number("%.3f", other.ratioTo(members))));
    }
  }

  /** The lines of what the search saw. */
  static void print(List<Point.Tried> tried, PrintStream out) {
    for (Point.Tried each : tried) {
      out.printf(
          Locale.ROOT,
          "  %-12s %-30s %-26s %11.3f ms, %.1e away%n",
          each.engine(),
          each.setting(),
          each.way(),
          each.seconds() * 1e3,
          each.difference());
    }
  }

  private static String milliseconds(Point.Raced raced) {
    return number("%.3f ms", raced.median() * 1e3);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
