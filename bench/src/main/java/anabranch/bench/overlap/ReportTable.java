package anabranch.bench.overlap;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The report for a terminal. */
final class ReportTable {
  private static final String ROW = "%5s %4s %4s  %10s %10s %10s  %8s %8s %8s %8s  %s%n";

  private ReportTable() {}

  /** Prints it. */
  static void print(Report report, PrintWriter out) {
    head(report, out);
    columns(report, out);
    out.println();
    Sentences sentences = report.sentences();
    out.println(sentences.headline(report.verdicts()));
    for (Region region : report.regions()) {
      out.println("- " + sentences.of(region));
    }
    if (report.machine().isEmulated()) {
      out.println("The device is emulated: its times, and what follows from them, mean nothing.");
    }
    out.flush();
  }

  private static void head(Report report, PrintWriter out) {
    Report.Machine machine = report.machine();
    Lanes lanes = machine.lanes();
    List<Integer> widths = report.verdicts().getFirst().point().widths();
    out.printf(
        Locale.ROOT,
        "overlap    %d bidirectional LSTMs, %s; medians of %d interleaved runs; %.0f s in all%n",
        report.grid().members(),
        machine.precision().name().toLowerCase(Locale.ROOT),
        report.rounds(),
        report.seconds());
    out.printf(Locale.ROOT, "device     %s: %s%n", machine.name(), machine.description());
    int most = widths.getLast();
    out.printf(
        Locale.ROOT,
        "peaks      %s GFLOP/s on %s; a fork costs %s there%n%n",
        Words.figures(report.peaks().gflops(most)),
        lanes == Lanes.THREADS ? lanes.count(most) : "the device",
        Words.seconds(report.peaks().forkSeconds(most)));
  }

  private static void columns(Report report, PrintWriter out) {
    Verdict any = report.verdicts().getFirst();
    int least = any.point().widths().getFirst();
    String one = report.machine().lanes().count(least);
    out.printf(
        Locale.ROOT,
        ROW,
        "C",
        "B",
        "T",
        "on " + one,
        "sequential",
        "forked",
        "speed-up",
        "vs " + least,
        "overlap",
        "of floor",
        "");
    for (Verdict verdict : report.verdicts()) {
      Point point = verdict.point();
      Run best = point.bestForked();
      Floor floor = report.peaks().floor(point.job(), point.width());
      out.printf(
          Locale.ROOT,
          ROW,
          point.job().hidden(),
          point.job().batch(),
          point.job().steps(),
          Words.seconds(point.sequential(least).median()),
          Words.seconds(point.sequential(point.width()).median()),
          Words.seconds(best.median()),
          times(point.speedUp(best).median()),
          times(point.speedUpOverLeast(best).median()),
          Words.figures(best.occupancy().overlap()),
          String.format(Locale.ROOT, "%.0f %%", 100 * floor.seconds() / best.median()),
          Words.mode(verdict.best()).split(" ", 2)[0]
              + " "
              + verdict.outcome().key()
              + ": "
              + verdict.reason().title());
    }
  }

  private static String times(double ratio) {
    return Words.times(ratio, ratio);
  }
}
