package anabranch.examples.cli;

import anabranch.tck.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code anabranch run} on every archive of the goldens, in one JVM: {@code GoldenRuns FOLDER
 * DEVICE}. Prints what is wrong, and how many there were.
 */
final class GoldenRuns {
  private static final String FOLDER = "script/";

  private final Path folder;
  private final String device;

  GoldenRuns(Path folder, String device) {
    this.folder = folder;
    this.device = device;
  }

  static List<String> names() {
    return Goldens.names("script", ".pt");
  }

  public static void main(String[] args) throws IOException {
    GoldenRuns runs = new GoldenRuns(Path.of(args[0]), args[1]);
    List<String> wrong = new ArrayList<>();
    for (String name : names()) {
      try {
        runs.check(name);
      } catch (AssertionError e) {
        wrong.add(name + ": " + e.getMessage());
      }
    }
    wrong.forEach(System.out::println);
    System.out.printf("%d archives, %d wrong%n", names().size(), wrong.size());
  }

  /**
   * Runs one.
   *
   * @throws AssertionError if its output is not PyTorch's, or it does not fail as PyTorch did
   */
  void check(String name) throws IOException {
    Path output = folder.resolve("output.safetensors");
    Files.deleteIfExists(output);
    Cli.Result result =
        Cli.run(
            "run",
            file(name + ".pt").toString(),
            "--input=" + file(name + ".in.safetensors"),
            "--output=" + output,
            "--device=" + device);
    Path expected = Goldens.copy(FOLDER + name + ".out.safetensors", folder);
    if (expected != null) {
      check(result.status() == 0, result);
      SameTensors.check(expected, output);
    } else {
      String text = Files.readString(file(name + ".error.txt")).strip();
      check(result.status() == 1 && result.errLines().getFirst().contains(text), result);
      check(Files.notExists(output), result);
    }
  }

  private static void check(boolean right, Cli.Result result) {
    if (!right) {
      throw new AssertionError(result);
    }
  }

  private Path file(String name) throws IOException {
    return Goldens.copy(FOLDER + name, folder);
  }
}
