package anabranch.examples.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line {@code anabranch}. */
@Command(
    name = "anabranch",
    header = "Tensors on the JVM, with fork and await.",
    commandListHeading = "%nCommands:%n",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLine.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it went well",
      "1:the run failed; standard error says why",
      "2:the command line was wrong"
    },
    subcommands = {
      EnsembleCommand.class,
      RunCommand.class,
      TimelineCommand.class,
      DoctorCommand.class
    })
public final class Main {
  private static final String BENCH =
      "%nThe script 'anabranch' also has the command bench: 'anabranch bench --help' tells more.";

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack of an error too.")
  private boolean verbose;

  private Main() {}

  boolean isVerbose() {
    return verbose;
  }

  /** Runs the command that {@code args} name and ends the JVM with its exit status. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /** Runs the command that {@code args} name, in this JVM; returns its exit status. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return run(out, err, List.of(), args);
  }

  /**
   * Runs the command that {@code args} name, in this JVM.
   *
   * @param more commands of picocli's kind that there are besides this module's own
   * @return the exit status
   */
  public static int run(PrintWriter out, PrintWriter err, List<Object> more, String... args) {
    Main main = new Main();
    CommandLine line = new CommandLine(main);
    more.forEach(line::addSubcommand);
    line.setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Errors::usage)
        .setExecutionExceptionHandler((e, command, parsed) -> Errors.failed(e, command, main));
    if (more.isEmpty()) {
      line.getCommandSpec().usageMessage().footer(BENCH);
    }
    try {
      return line.execute(args);
    } catch (Error e) {
      return Errors.failed(e, line, main);
    }
  }
}
