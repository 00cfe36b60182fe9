package anabranch.bench.cli;

import anabranch.bench.history.Comparison;
import anabranch.bench.history.Figure;
import anabranch.bench.history.Movement;
import anabranch.bench.history.Results;
import anabranch.bench.history.ResultsFile;
import anabranch.bench.history.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code anabranch bench compare}: what moved between two files of {@code record}. */
@Command(
    name = "compare",
    header = "Prints what moved beyond the noise between two recorded runs.",
    description = {
      "%nA figure moved if the medians are further apart than the quartiles of both runs together"
          + " (q3 - q1 of the one plus q3 - q1 of the other), and by more than 2 %%. Times of"
          + " matrix products are first scaled by the peaks of multiply-adds measured beside"
          + " them (marked *).%n"
    },
    exitCodeList = {
      "0:no figure is slower or gone",
      "1:a file could not be read, or the two have no figure in common",
      "2:the command line was wrong",
      "3:a figure is slower, or gone"
    })
final class CompareCommand implements Callable<Integer> {
  /** The exit status if a figure is slower, or gone. */
  static final int WORSE = 3;

  private static final String ROW = "%-7s %9s %8s   %-12s %-12s %s%n";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "OLD", description = "The file to compare with.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The file to judge.")
  private Path after = Path.of("");

  @Option(names = "--all", description = "Print what did not move too.")
  private boolean all;

  @Override
  public Integer call() throws Exception {
    CommandLine command = spec.commandLine();
    Results old = ResultsFile.read(before);
    Results young = ResultsFile.read(after);
    Comparison comparison = Comparison.of(old, young);
    PrintWriter out = command.getOut();
    out.printf(
        "old: %s, commit %s%nnew: %s, commit %s%n",
        old.date(), old.commit(), young.date(), young.commit());
    comparison.warnings().forEach(warning -> out.println("! " + warning));
    print(comparison, out);
    return comparison.isWorse() ? WORSE : command.getCommandSpec().exitCodeOnSuccess();
  }

  private void print(Comparison comparison, PrintWriter out) {
    long same = comparison.movements().stream().filter(m -> m.verdict() == Verdict.SAME).count();
    if (all || same < comparison.movements().size()) {
      out.printf(Locale.ROOT, ROW, "", "change", "noise", "old", "new", "figure");
    }
    for (Movement movement : comparison.movements()) {
      if (all || movement.verdict() != Verdict.SAME) {
        row(movement, out);
      }
    }
    out.printf("%d of %d figures did not move%n", same, comparison.movements().size());
    out.flush();
  }

  private static void row(Movement movement, PrintWriter out) {
    boolean both = movement.before() != null && movement.after() != null;
    Figure figure = movement.figure();
    out.printf(
        Locale.ROOT,
        ROW,
        movement.verdict().name().toLowerCase(Locale.ROOT),
        both
            ? String.format(
                Locale.ROOT, "%+.1f %%%s", 100 * movement.change(), movement.scaled() ? "*" : " ")
            : "",
        both ? String.format(Locale.ROOT, "%.1f %%", 100 * movement.noise()) : "",
        time(movement.before()),
        time(movement.after()),
        figure.benchmark() + " " + figure.parameters());
  }

  private static String time(@Nullable Figure figure) {
    return figure == null ? "-" : FigureTable.time(figure);
  }
}
