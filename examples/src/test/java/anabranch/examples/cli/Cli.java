package anabranch.examples.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Runs the command line inside the test. */
final class Cli {
  private Cli() {}

  /** What came of it. */
  record Result(int status, String out, String err) {
    /** The lines on standard error. */
    List<String> errLines() {
      return err.lines().toList();
    }
  }

  static Result run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Result(status, out.toString(), err.toString());
  }

  /** {@code ensemble} with sizes that take no time, then {@code args}. */
  static Result tinyEnsemble(String... args) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "ensemble", "--device=cpu", "--members=2", "--steps=3", "--batch=2", "--hidden=8"));
    all.addAll(List.of(args));
    return run(all.toArray(new String[0]));
  }
}
