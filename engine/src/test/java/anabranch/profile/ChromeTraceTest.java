package anabranch.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.testing.TraceCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Chrome traces as files: any name, compressed or not, in full or not at all. */
final class ChromeTraceTest {
  @TempDir Path directory;

  static List<String> names() {
    return List.of(
        "plain",
        "\"quoted\" \\ and\nnewline\r\ttab\0nul",
        "Ünïcödé \u2028 \uD83D\uDE00",
        "</script><!--",
        "");
  }

  private static Profile of(String name) {
    return Profiler.record(() -> Profiler.range(name, () -> {}));
  }

  @ParameterizedTest
  @MethodSource("names")
  void anyNameComesBack(String name) throws IOException {
    Path file = directory.resolve("trace.json");
    of(name).writeChromeTrace(file);
    assertEquals(name, TraceCheck.of(file).slices("range").getFirst().name());
  }

  @ParameterizedTest
  @CsvSource({"\uD83D", "\uDE00"})
  void halfASurrogatePairIsReplaced(String half) throws IOException {
    Path file = directory.resolve("trace.json");
    of("a" + half + "b").writeChromeTrace(file);
    assertTrue(Files.readString(file, StandardCharsets.UTF_8).contains("\"a\uFFFDb\""));
    assertEquals("a\uFFFDb", TraceCheck.of(file).slices("range").getFirst().name());
  }

  @Test
  void aNameThatEndsInGzIsCompressed() throws IOException {
    Path file = directory.resolve("trace.json.gz");
    of("x").writeChromeTrace(file);
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(0x1f, bytes[0] & 0xff);
    assertEquals(0x8b, bytes[1] & 0xff);
    assertEquals("x", TraceCheck.of(file).slices("range").getFirst().name());
  }

  @Test
  void aFileThatCannotBeReplacedStaysAndNothingIsLeftBesideIt() throws IOException {
    Path taken = Files.createDirectory(directory.resolve("taken"));
    Files.createFile(taken.resolve("inside"));
    assertThrows(IOException.class, () -> of("x").writeChromeTrace(taken));
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(taken), left.toList());
    }
  }

  @Test
  void rangesNest() throws IOException {
    Path file = directory.resolve("trace.json");
    Profiler.record(() -> Profiler.range("outer", () -> Profiler.range("inner", () -> {})))
        .writeChromeTrace(file);
    List<TraceCheck.Slice> slices = TraceCheck.of(file).slices("range");
    assertEquals(List.of("outer", "inner"), slices.stream().map(s -> s.name()).toList());
    assertEquals(slices.get(0).number("id"), slices.get(1).number("parent"));
  }
}
