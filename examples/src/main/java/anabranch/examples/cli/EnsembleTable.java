package anabranch.examples.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The result for people. */
final class EnsembleTable {
  private static final String ROW = "%-24s %10s %10s %10s";
  private static final String RATE = " %9s";
  private static final String ON_CPU = " %14s" + RATE + " %9s";

  private EnsembleTable() {}

  static void print(EnsembleResult result, PrintWriter out) {
    head(result, out);
    out.println();
    out.println(titles(result.peak() != null));
    for (Measurement measurement : result.measurements()) {
      out.println(row(result, measurement, result.peak()));
    }
    out.println();
    footer(result, out);
    out.flush();
  }

  private static void head(EnsembleResult result, PrintWriter out) {
    Host host = result.host();
    int runs = result.measurements().getFirst().seconds().size();
    out.printf(Locale.ROOT, "ensemble   %s, %s%n", result.shape(), result.rounding());
    out.printf(
        Locale.ROOT,
        "work       %s GFLOP a run; each mode ran %d %s, in turns%n",
        Quantity.figure(result.shape().gflop()),
        runs,
        runs == 1 ? "time" : "times");
    out.printf(Locale.ROOT, "device     %s: %s%n", result.device(), host.device());
    host.notes().forEach(note -> out.printf(Locale.ROOT, "           %s%n", note));
    out.printf(Locale.ROOT, "threads    %d, of %d CPUs granted%n", host.threads(), host.cpus());
    out.printf(Locale.ROOT, "java       %s, %s, %s%n", host.java(), host.vendor(), host.os());
  }

  /** One thread and a peak are there to compare with on the CPU alone. */
  private static String titles(boolean cpu) {
    String titles = String.format(Locale.ROOT, ROW, "mode", "median", "min", "speed-up");
    return cpu
        ? titles + String.format(Locale.ROOT, ON_CPU, "vs one thread", "GFLOP/s", "of peak")
        : titles + String.format(Locale.ROOT, RATE, "GFLOP/s");
  }

  private static String row(EnsembleResult result, Measurement m, @Nullable Peak peak) {
    double rate = result.shape().gflop() / m.median();
    String row =
        String.format(
            Locale.ROOT,
            ROW,
            m.row().title(),
            Quantity.seconds(m.median()),
            Quantity.seconds(m.min()),
            ratio(result.of(Row.SEQUENTIAL), m));
    return peak == null
        ? row + String.format(Locale.ROOT, RATE, Quantity.figure(rate))
        : row
            + String.format(
                Locale.ROOT,
                ON_CPU,
                ratio(result.of(Row.ONE_THREAD), m),
                Quantity.figure(rate),
                String.format(Locale.ROOT, "%.0f %%", 100 * rate / peak.of(m.row())));
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
    out.printf(
        Locale.ROOT,
        "First run, one member after the other and not warmed up: %s.%n",
        Quantity.seconds(result.firstSeconds()));
    out.println(
        result.maxAbsDiff() == 0
            ? "All runs agree bit for bit."
            : String.format(Locale.ROOT, "All runs agree within %.1e.", result.maxAbsDiff()));
  }
}
