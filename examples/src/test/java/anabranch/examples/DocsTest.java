package anabranch.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say of the code is there: types, links, and the code that they show. */
final class DocsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** A span of code that starts with a type's name. */
  private static final Pattern CODE = Pattern.compile("`(@?[A-Z][^`\\n/$=]*)`");

  private static final Pattern TYPE_NAME = Pattern.compile("\\b[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*");
  private static final Pattern DECLARATION =
      Pattern.compile("\\b(?:class|interface|record|enum) ([A-Z]\\w*)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final List<String> LIBRARIES =
      List.of(
          "java.lang.",
          "java.io.",
          "java.util.",
          "java.util.concurrent.",
          "java.lang.foreign.",
          "org.jspecify.annotations.");

  /** Checks of Error Prone, which are no types of ours. */
  private static final Set<String> CHECKS = Set.of("ReferenceEquality");

  @Test
  void everyTypeThatTheDocumentsNameExists() throws IOException {
    Set<String> declared = declared();
    Set<String> missing = new TreeSet<>();
    for (Path document : documents()) {
      for (String code : all(CODE, Files.readString(document))) {
        for (MatchResult name : TYPE_NAME.matcher(code).results().toList()) {
          if (!declared.contains(name.group()) && !isElsewhere(name.group())) {
            missing.add(ROOT.relativize(document) + ": " + name.group());
          }
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    Set<String> broken = new TreeSet<>();
    for (Path document : documents()) {
      for (String link : all(LINK, Files.readString(document))) {
        if (!link.startsWith("http") && !Files.exists(document.resolveSibling(link))) {
          broken.add(ROOT.relativize(document) + ": " + link);
        }
      }
    }
    assertEquals(Set.of(), broken);
  }

  @Test
  void theReadmesJavaIsTheExamples() throws IOException {
    Set<String> lines = new HashSet<>();
    for (Path source : sources(ROOT.resolve("examples/src/main/java"))) {
      Files.readAllLines(source).forEach(line -> lines.add(line.strip()));
    }
    List<String> shown = new ArrayList<>();
    for (String block : all(JAVA, Files.readString(ROOT.resolve("README.md")))) {
      block.lines().map(String::strip).forEach(shown::add);
    }
    assertTrue(shown.size() > 5, "the README shows no Java");
    assertEquals(List.of(), shown.stream().filter(line -> !lines.contains(line)).toList());
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).toList();
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (Path directory : List.of(ROOT, ROOT.resolve("docs"))) {
      try (Stream<Path> files = Files.list(directory)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    return documents;
  }

  private static Set<String> declared() throws IOException {
    Set<String> names = new HashSet<>();
    for (String module :
        List.of("native-kernels", "engine", "cuda", "cpu-fallback", "examples", "bench")) {
      for (Path source : sources(ROOT.resolve(module).resolve("src"))) {
        names.addAll(all(DECLARATION, Files.readString(source)));
      }
    }
    return names;
  }

  private static List<Path> sources(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toList());
    }
  }

  private static boolean isElsewhere(String name) {
    for (String prefix : LIBRARIES) {
      try {
        Class.forName(prefix + name, false, DocsTest.class.getClassLoader());
        return true;
      } catch (ClassNotFoundException e) {
        // Perhaps in the next package.
      }
    }
    return CHECKS.contains(name);
  }
}
