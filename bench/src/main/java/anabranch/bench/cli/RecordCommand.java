package anabranch.bench.cli;

import anabranch.bench.Benchmarks;
import anabranch.bench.Catalogue;
import anabranch.bench.history.Figure;
import anabranch.bench.history.ResultsFile;
import anabranch.examples.cli.JsonFile;
import anabranch.examples.cli.RunFailedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code anabranch bench record}: the main figures, as a file. */
@Command(
    name = "record",
    header = "Measures the main figures and writes them as JSON.",
    description = "%nTakes some minutes. Nothing else should run on the machine meanwhile.%n")
final class RecordCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "Where to: bench/results/DATE-WHAT.json.")
  private Path file = Path.of("");

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description = "cpu or cuda:N (default: ${DEFAULT-VALUE}).")
  private String device = "cpu";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Host threads of the figures on all threads (default: the CPUs).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      defaultValue = ".*",
      description = "Of the main figures those of the benchmarks with such names.")
  private String only = ".*";

  @Override
  public Integer call() throws Exception {
    CommandLine command = spec.commandLine();
    List<MainFigure> wanted = wanted();
    if (wanted.isEmpty()) {
      throw new RunFailedException(
          "no main figure of a benchmark called '%s' on %s".formatted(only, device));
    }
    try (JsonFile json = JsonFile.prepare(file)) {
      FigureTable table = new FigureTable(command.getOut());
      table.head();
      List<Figure> figures = new ArrayList<>();
      for (MainFigure each : wanted) {
        List<Figure> measured = measure(each);
        measured.forEach(table::row);
        figures.addAll(measured);
      }
      json.write(ResultsFile.text(Environment.results(figures)));
    }
    return command.getCommandSpec().exitCodeOnSuccess();
  }

  private List<MainFigure> wanted() {
    List<MainFigure> wanted = new ArrayList<>();
    for (Catalogue.Entry entry : Catalogue.find(only)) {
      for (String main : entry.main()) {
        MainFigure figure = MainFigure.parse(entry, main, threads, device);
        if (figure.isOf(device)) {
          wanted.add(figure);
        }
      }
    }
    return wanted;
  }

  private static List<Figure> measure(MainFigure figure) throws RunFailedException {
    try {
      return Benchmarks.run(figure.options());
    } catch (RunnerException e) {
      throw new RunFailedException(
          "%s failed, and no file was written: %s; run 'anabranch bench %s' to see more"
              .formatted(figure.name(), e.getMessage(), figure.line()),
          e);
    }
  }
}
