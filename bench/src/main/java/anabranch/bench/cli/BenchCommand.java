package anabranch.bench.cli;

import anabranch.bench.Benchmarks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code anabranch bench}: JMH's benchmarks, and what is made of their results. */
@Command(
    name = "bench",
    header = "Runs benchmarks, each of which checks its result first.",
    description =
        "%nNAME is a benchmark or a pattern of names; '.*' runs all. JMH's options choose"
            + " parameters (-p threads=2), warm-up (-wi), iterations (-i), forks (-f) and so on.%n",
    subcommands = {})
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--list", description = "List the benchmarks and their parameters.")
  private boolean list;

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
      Benchmarks.list(jmh);
    } else if (jmh.isEmpty()) {
      throw new CommandLine.ParameterException(
          command, "name a benchmark: --list shows them, '.*' runs all");
    } else {
      Benchmarks.run(jmh);
    }
    return command.getCommandSpec().exitCodeOnSuccess();
  }
}
