package anabranch.bench.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** The checkout that this program was built in. */
final class Checkout {
  private static final String UNKNOWN = "unknown";

  private Checkout() {}

  /**
   * Its commit, with {@code -dirty} if tracked files were changed since, or {@code unknown} if this
   * program does not run from a checkout's {@code bench/target}, or there is no git.
   */
  static String commit() {
    try {
      CodeSource source = Checkout.class.getProtectionDomain().getCodeSource();
      if (source == null) {
        return UNKNOWN;
      }
      return commitOf(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | IOException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }

  /** The same of the program at {@code code}, a jar or a directory. */
  static String commitOf(Path code) throws IOException, InterruptedException {
    Path directory = code.toAbsolutePath().getParent();
    if (directory == null) {
      return UNKNOWN;
    }
    Optional<String> root = git(directory, "rev-parse", "--show-toplevel");
    if (root.isEmpty() || !code.startsWith(Path.of(root.get()).resolve("bench/target"))) {
      return UNKNOWN;
    }
    return git(directory, "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
        .orElse(UNKNOWN);
  }

  private static Optional<String> git(Path directory, String... words)
      throws IOException, InterruptedException {
    String[] command = new String[words.length + 3];
    command[0] = "git";
    command[1] = "-C";
    command[2] = directory.toString();
    System.arraycopy(words, 0, command, 3, words.length);
    Process git =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return git.waitFor() == 0 && !out.isEmpty() ? Optional.of(out) : Optional.empty();
  }
}
