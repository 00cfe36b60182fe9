package anabranch.examples.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** One line on standard error that tells what goes on, if that is a terminal; nothing otherwise. */
public final class Progress implements AutoCloseable {
  private static final int WIDTH = 32;

  private final PrintWriter err;
  private final boolean shown;

  /** Shows on {@code err}, or nothing. */
  public Progress(PrintWriter err, boolean shown) {
    this.err = err;
    this.shown = shown;
  }

  /** Whether standard error is a terminal, as far as Java can tell. */
  @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where there is no terminal
  public static boolean onTerminal() {
    Path link = Path.of("/proc/self/fd/2");
    try {
      if (Files.isSymbolicLink(link)) {
        String name = Files.readSymbolicLink(link).toString();
        return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty");
      }
    } catch (IOException e) {
      return false;
    }
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Shows that {@code done} of {@code all} steps are done, and that {@code what} goes on. */
  public void show(int done, int all, String what) {
    if (shown) {
      int filled = all == 0 ? 0 : WIDTH * done / all;
      err.print(
          "\r[%s%s] %d/%d %s\u001b[K"
              .formatted("#".repeat(filled), ".".repeat(WIDTH - filled), done, all, what));
      err.flush();
    }
  }

  /** Wipes the line. */
  @Override
  public void close() {
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
