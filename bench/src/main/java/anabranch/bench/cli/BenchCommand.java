package anabranch.bench.cli;

import anabranch.bench.Benchmarks;
import anabranch.bench.history.Figure;
import anabranch.bench.history.ResultsFile;
import anabranch.bench.overlap.OverlapCommand;
import anabranch.examples.cli.JsonFile;
import anabranch.examples.cli.RunFailedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code anabranch bench}: JMH's benchmarks, and what is made of their results. */
@Command(
    name = "bench",
    header = "Runs benchmarks, each of which checks its result first.",
    description =
        "%nNAME is a benchmark or a pattern of names; '.*' runs all. JMH's options choose"
            + " parameters (-p threads=2), warm-up (-wi), iterations (-i), forks (-f) and so on.%n",
    commandListHeading = "%nMore:%n",
    subcommands = {OverlapCommand.class, RecordCommand.class, CompareCommand.class})
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--list", description = "List the benchmarks, or those that NAME finds.")
  private boolean list;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures as JSON too, as 'record' does.")
  private @Nullable Path json;

  @Parameters(
      paramLabel = "NAME [JMH OPTION]",
      arity = "0..*",
      description = "What to run, and JMH's options.")
  private List<String> jmh = new ArrayList<>();

  @Spec
  void passOptionsOn(CommandSpec mine) {
    mine.parser().unmatchedOptionsArePositionalParams(true);
  }

  @Override
  public Integer call() throws Exception {
    CommandLine command = spec.commandLine();
    if (list) {
      BenchList.print(jmh.isEmpty() ? ".*" : jmh.getFirst(), command.getOut());
    } else {
      run(options(command), command.getOut());
    }
    return command.getCommandSpec().exitCodeOnSuccess();
  }

  private CommandLineOptions options(CommandLine command) {
    try {
      CommandLineOptions options = new CommandLineOptions(jmh.toArray(new String[0]));
      if (options.getIncludes().isEmpty()) {
        throw new ParameterException(command, "name a benchmark: --list shows them, '.*' runs all");
      }
      if (options.getBenchModes().contains(Mode.Throughput)
          || options.getBenchModes().contains(Mode.All)) {
        throw new ParameterException(
            command, "-bm: times per operation are reported: avgt, sample or ss");
      }
      return options;
    } catch (CommandLineOptionException e) {
      throw new ParameterException(command, "JMH: " + e.getMessage(), e);
    }
  }

  private void run(CommandLineOptions options, PrintWriter out) throws Exception {
    try (JsonFile file = json == null ? null : JsonFile.prepare(json)) {
      List<Figure> figures = Benchmarks.run(options);
      FigureTable table = new FigureTable(out);
      table.head();
      figures.forEach(table::row);
      if (file != null) {
        file.write(ResultsFile.text(Environment.results(figures)));
      }
    } catch (RunnerException e) {
      throw new RunFailedException("no figures: " + e.getMessage(), e);
    }
  }
}
