package anabranch.io.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Jazzer starts from, good files and each kind of trouble that is known, keeps its promises.
 */
final class CorpusTest {
  @TempDir private Path folder;

  static List<Path> files() throws IOException, URISyntaxException {
    Path root = Path.of(Objects.requireNonNull(CorpusTest.class.getResource("/corpus")).toURI());
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(CorpusTest::isOfALoader).sorted().toList();
    }
  }

  private static boolean isOfALoader(Path file) {
    String kind = String.valueOf(file.getName(file.getNameCount() - 2));
    return Files.isRegularFile(file) && List.of("archive", "pickle", "safetensors").contains(kind);
  }

  @ParameterizedTest
  @MethodSource("files")
  void isReadOrRefused(Path file) throws IOException {
    Attempt attempt = new Attempt(folder.resolve("file"));
    byte[] content = Files.readAllBytes(file);
    switch (file.getName(file.getNameCount() - 2).toString()) {
      case "archive" -> attempt.archive(content);
      case "pickle" -> attempt.pickle(content);
      default -> attempt.safetensors(content);
    }
    assertTrue(attempt.read() + attempt.refused() == 1, attempt::toString);
  }
}
