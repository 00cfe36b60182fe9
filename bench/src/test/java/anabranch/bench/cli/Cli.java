package anabranch.bench.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs the command line inside the test. */
final class Cli {
  private Cli() {}

  /** What came of it. */
  record Result(int status, String out, String err) {}

  static Result bench(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "bench";
    System.arraycopy(args, 0, all, 1, args.length);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    return new Result(status, out.toString(), err.toString());
  }
}
