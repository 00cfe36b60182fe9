import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds every Java file of the build against google-java-format, or brings it into that form.
 *
 * <p>{@code java --class-path google-java-format.jar Format.java check|write|skip ROOT}: {@code
 * check} ends with status 1 when a file is stale. Maven runs this on the toolchain's JDK.
 */
final class Format {
  private static final String MEND = "mvn -q -N -Pformat validate";

  public static void main(String[] args) throws IOException {
    if (args.length != 2 || !List.of("check", "write", "skip").contains(args[0])) {
      System.err.println("usage: Format check|write|skip ROOT");
      System.exit(2);
    }
    if (args[0].equals("skip")) {
      return;
    }
    Path root = Path.of(args[1]);
    boolean write = args[0].equals("write");
    List<String> complaints =
        sources(root).parallelStream()
            .flatMap(file -> inspect(root, file, write).stream())
            .sorted()
            .toList();
    complaints.forEach(System.err::println);
    if (!complaints.isEmpty()) {
      System.err.println(
          complaints.size() + " file(s) not in google-java-format; mend with: " + MEND);
      System.exit(1);
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> children = Files.list(root)) {
      return children
          .filter(child -> Files.isRegularFile(child.resolve("pom.xml")))
          .map(child -> child.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(Format::javaFiles)
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> inspect(Path root, Path file, boolean write) {
    Path name = root.relativize(file);
    try {
      String found = Files.readString(file);
      String wanted = new Formatter().formatSourceAndFixImports(found);
      if (found.equals(wanted)) {
        return Optional.empty();
      }
      if (write) {
        Files.writeString(file, wanted);
        System.out.println("formatted " + name);
        return Optional.empty();
      }
      return Optional.of("stale format: " + name + ":" + firstDifference(found, wanted));
    } catch (FormatterException e) {
      return Optional.of("not Java: " + name + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int firstDifference(String found, String wanted) {
    List<String> a = found.lines().toList();
    List<String> b = wanted.lines().toList();
    int line = 0;
    while (line < a.size() && line < b.size() && a.get(line).equals(b.get(line))) {
      line++;
    }
    return line + 1;
  }
}
