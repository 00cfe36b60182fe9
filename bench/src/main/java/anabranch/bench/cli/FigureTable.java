package anabranch.bench.cli;

import anabranch.bench.history.Figure;
import anabranch.bench.history.Rate;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as lines of a table. */
final class FigureTable {
  private static final String ROW = "%-27s %-58s %14s %8s   %s%n";

  private final PrintWriter out;

  FigureTable(PrintWriter out) {
    this.out = out;
  }

  void head() {
    out.println();
    out.printf(Locale.ROOT, ROW, "benchmark", "parameters", "median", "q3 - q1", "rate");
    out.flush();
  }

  void row(Figure figure) {
    out.printf(
        Locale.ROOT,
        ROW,
        figure.benchmark(),
        figure.parameters(),
        time(figure),
        String.format(Locale.ROOT, "%.1f %%", 100 * (figure.q3() - figure.q1()) / figure.median()),
        rate(figure.rate()));
    out.flush();
  }

  /** The median and its unit, with four digits or more. */
  static String time(Figure figure) {
    double median = figure.median();
    int decimals = median >= 1000 ? 0 : median >= 100 ? 1 : median >= 10 ? 2 : 3;
    return String.format(
        Locale.ROOT, "%." + decimals + "f %s", median, figure.unit().replace("/op", ""));
  }

  private static String rate(@Nullable Rate rate) {
    if (rate == null) {
      return "";
    }
    String value = String.format(Locale.ROOT, "%.2f %s", rate.value(), rate.unit());
    Double peak = rate.peak();
    return peak == null
        ? value
        : String.format(Locale.ROOT, "%s, %.1f %% of %.1f", value, 100 * rate.value() / peak, peak);
  }
}
