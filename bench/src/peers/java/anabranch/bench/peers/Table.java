package anabranch.bench.peers;

import java.io.PrintStream;
import java.util.Locale;

/** Points as text. */
final class Table {
  private static final String ROW = "%5s %4s  %-11s %-24s %-20s %11s %6s %6s%n";

  private Table() {}

  static void head(PrintStream out) {
    out.printf(ROW, "C", "B", "engine", "way", "setting", "median", "% peak", "ratio");
  }

  /** A line per entrant; the ratio is how many times as long as our forked members it takes. */
  static void print(Point point, PrintStream out) {
    Job job = point.job();
    for (Point.Raced raced : point.raced()) {
      out.printf(
          Locale.ROOT,
          ROW,
          job.hidden(),
          job.batch(),
          raced.engine(),
          raced.way(),
          raced.setting(),
          String.format(Locale.ROOT, "%.3f ms", raced.median() * 1e3),
          String.format(
              Locale.ROOT, "%.1f", 100 * job.flops() / raced.median() / 1e9 / point.peakGflops()),
          String.format(Locale.ROOT, "%.2f", raced.ratio()));
    }
  }
}
