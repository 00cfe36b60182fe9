package anabranch.examples.cli;

import anabranch.script.ScriptException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What people see when a command line is wrong or a run fails. */
final class Errors {
  private static final int MOST_PLACES = 20;

  private Errors() {}

  /** The message, and the usage of the option that was wrong, or else of the command. */
  static int usage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("anabranch: " + oneLine(e.getMessage()));
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.print(usageOf(argumentOf(e), command));
    }
    err.println("'%s --help' tells more.".formatted(command.getCommandSpec().qualifiedName()));
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static @Nullable ArgSpec argumentOf(ParameterException e) {
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing.getMissing().getFirst();
    }
    return e.getArgSpec();
  }

  private static String usageOf(@Nullable ArgSpec argument, CommandLine command) {
    Help help = command.getHelp();
    if (argument instanceof OptionSpec option) {
      Help.Layout layout = help.createDefaultLayout();
      layout.addOption(option, help.parameterLabelRenderer());
      return layout.toString();
    }
    return help.synopsisHeading() + help.synopsis(help.synopsisHeadingLength());
  }

  /**
   * One line, and the lines of the program if one failed; the stack too if {@code --verbose} was
   * given.
   */
  static int failed(Throwable e, CommandLine command, Main main) {
    PrintWriter err = command.getErr();
    err.println("anabranch: " + describe(e));
    if (e instanceof ScriptException script) {
      printPlaces(script.places(), err);
    } else if (e.getCause() instanceof ScriptException script) {
      printPlaces(script.places(), err);
    }
    if (main.isVerbose()) {
      e.printStackTrace(err);
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static void printPlaces(List<ScriptException.Place> places, PrintWriter err) {
    places.stream().limit(MOST_PLACES).forEach(place -> err.println(Plain.text(place.toString())));
    if (places.size() > MOST_PLACES) {
      err.println("  ... and from %d more places".formatted(places.size() - MOST_PLACES));
    }
  }

  /**
   * Errors that this program or the engine explains speak for themselves; others say what they are.
   */
  private static String describe(Throwable e) {
    String message = e.getMessage();
    boolean explained =
        e instanceof RunFailedException || e.getClass().getName().startsWith("anabranch.");
    if (message != null && explained) {
      return oneLine(message);
    }
    return "unexpected " + oneLine(e.toString()) + " (--verbose prints the stack)";
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "" : Plain.text(text.strip().replaceAll("\\s*\\R\\s*", "; "));
  }
}
