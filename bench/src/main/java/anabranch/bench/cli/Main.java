package anabranch.bench.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command line {@code anabranch} with the command {@code bench}. */
public final class Main {
  private Main() {}

  /** Runs the command that {@code args} name and ends the JVM with its exit status. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /** Runs the command that {@code args} name, in this JVM; returns its exit status. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return anabranch.examples.cli.Main.run(out, err, List.of(new BenchCommand()), args);
  }
}
