package anabranch.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The emulator's own tests: programs of {@code src/emulator/tests}, each with one thing done wrong
 * that must be reported, and its twin that must not.
 */
final class EmulatorProgramsTest {
  private static final Path PROGRAMS =
      Path.of(System.getProperty("emulator.dir", "target/emulator"), "tests");

  @TestFactory
  List<DynamicTest> programs() throws IOException {
    try (Stream<Path> files = Files.list(PROGRAMS)) {
      List<DynamicTest> tests =
          files
              .filter(file -> Files.isExecutable(file) && !file.toString().contains(".so"))
              .sorted()
              .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)))
              .toList();
      assertFalse(tests.isEmpty(), "No programs in " + PROGRAMS);
      return tests;
    }
  }

  private static void run(Path program) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(program.toString()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
