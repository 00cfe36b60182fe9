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
    int least = report.verdicts().getFirst().point().widths().getFirst();
    String one = "on " + report.machine().lanes().count(least);
    String[] titles = {
      "C",
      "B",
      "T",
      one,
      "sequential",
      "forked",
      "speed-up",
      "vs " + least,
      "overlap",
      "of floor",
      ""
    };
    out.printf(Locale.ROOT, ROW, (Object[]) titles);
    for (Verdict verdict : report.verdicts()) {
      row(report, verdict, out);
    }
  }

  private static void row(Report report, Verdict verdict, PrintWriter out) {
    Point point = verdict.point();
    Job job = point.job();
    Run best = point.bestForked();
    double floor = report.peaks().floor(job, point.width()).seconds() / best.median();
    out.printf(
        Locale.ROOT,
        ROW,
        job.hidden(),
        job.batch(),
        job.steps(),
        Words.seconds(point.sequential(point.widths().getFirst()).median()),
        Words.seconds(point.sequential(point.width()).median()),
        Words.seconds(best.median()),
        times(point.speedUp(best).median()),
        times(point.speedUpOverLeast(best).median()),
        Words.figures(best.occupancy().overlap()),
        Words.percent(floor, floor),
        "%s %s: %s"
            .formatted(
                Words.key(verdict.best()), verdict.outcome().key(), verdict.reason().title()));
  }

  private static String times(double ratio) {
    return Words.times(ratio, ratio);
  }
}
