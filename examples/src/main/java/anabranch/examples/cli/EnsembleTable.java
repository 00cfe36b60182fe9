package anabranch.examples.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The result for people. */
final class EnsembleTable {
  private static final String ROW = "%-24s %10s %10s %10s %14s %9s %9s%n";

  private EnsembleTable() {}

  static void print(EnsembleResult result, PrintWriter out) {
    Host host = result.host();
    int runs = result.measurements().getFirst().seconds().size();
    out.printf(Locale.ROOT, "ensemble   %s, %s%n", result.shape(), result.precision());
    out.printf(
        Locale.ROOT,
        "work       %s GFLOP a run; each mode ran %d %s, in turns%n",
        Quantity.figure(result.shape().gflop()),
        runs,
        runs == 1 ? "time" : "times");
    out.printf(Locale.ROOT, "device     %s: %s%n", result.device(), host.device());
    out.printf(Locale.ROOT, "threads    %d, of %d CPUs granted%n", host.threads(), host.cpus());
    out.printf(Locale.ROOT, "java       %s, %s, %s%n", host.java(), host.vendor(), host.os());
    out.println();
    out.printf(
        Locale.ROOT,
        ROW,
        "mode",
        "median",
        "min",
        "speed-up",
        "vs one thread",
        "GFLOP/s",
        "of peak");
    for (Measurement measurement : result.measurements()) {
      row(result, measurement, out);
    }
    out.println();
    footer(result, out);
    out.flush();
  }

  private static void row(EnsembleResult result, Measurement m, PrintWriter out) {
    double rate = result.shape().gflop() / m.median();
    Peak peak = result.peak();
    out.printf(
        Locale.ROOT,
        ROW,
        m.row().title(),
        Quantity.seconds(m.median()),
        Quantity.seconds(m.min()),
        ratio(result.of(Row.SEQUENTIAL), m),
        ratio(result.of(Row.ONE_THREAD), m),
        Quantity.figure(rate),
        peak == null ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * rate / peak.of(m.row())));
  }

  private static String ratio(@Nullable Measurement base, Measurement m) {
    return base == null ? "-" : String.format(Locale.ROOT, "%.2fx", base.median() / m.median());
  }

  private static void footer(EnsembleResult result, PrintWriter out) {
    Peak peak = result.peak();
    if (peak != null) {
      String all =
          peak.threads() == 1
              ? ""
              : ", %s on %d".formatted(Quantity.figure(peak.allThreads()), peak.threads());
      out.printf(
          Locale.ROOT,
          "Peak of multiply-adds, measured in this run: %s GFLOP/s on one thread%s.%n",
          Quantity.figure(peak.oneThread()),
          all);
    }
    out.println("All runs agree bit for bit.");
  }
}
