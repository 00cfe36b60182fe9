package anabranch.examples.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code anabranch ensemble} on a small ensemble. */
final class EnsembleCommandTest {
  @Test
  void theTableHasARowForEachModeAndOneForASingleThread() {
    Cli.Result result = Cli.tinyEnsemble("--threads=2", "--repeat=2");
    assertAll(
        () -> assertEquals(0, result.status(), result.err()),
        () -> assertEquals("", result.err()),
        () ->
            assertEquals(
                List.of(
                    "mode",
                    "sequential, one thread",
                    "sequential",
                    "directions forked",
                    "members forked"),
                rows(result.out())),
        () -> assertTrue(result.out().contains("2 bidirectional LSTMs, T=3 B=2 C=8"), result.out()),
        () -> assertTrue(result.out().contains("All runs agree bit for bit."), result.out()));
  }

  @Test
  void onOneThreadTheSequentialRunIsTheBaseline() {
    Cli.Result result = Cli.tinyEnsemble("--threads=1", "--repeat=1");
    assertAll(
        () -> assertEquals(0, result.status(), result.err()),
        () ->
            assertEquals(
                List.of("mode", "sequential", "directions forked", "members forked"),
                rows(result.out())),
        () -> assertFalse(result.out().contains(" - "), result.out()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "directions", "members"})
  void oneModeAloneIsStillHeldAgainstTheSequentialRun(String mode) {
    Cli.Result result = Cli.tinyEnsemble("--mode", mode, "--repeat=1");
    assertAll(
        () -> assertEquals(0, result.status(), result.err()),
        () -> assertEquals(2, rows(result.out()).size()),
        () -> assertTrue(result.out().contains("All runs agree bit for bit."), result.out()));
  }

  @Test
  void theColumnsAreAligned() {
    List<String> table =
        Cli.tinyEnsemble("--threads=2", "--repeat=1")
            .out()
            .lines()
            .dropWhile(line -> !line.startsWith("mode"))
            .takeWhile(line -> !line.isBlank())
            .toList();
    assertEquals(1, table.stream().mapToInt(String::length).distinct().count(), table.toString());
  }

  @Test
  void aDeviceThatIsNotThereIsOneLineThatSaysWhatToDo() {
    Cli.Result result = Cli.run("ensemble", "--device", "cuda:9");
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertEquals("", result.out()),
        () -> assertEquals(1, result.errLines().size(), result.err()),
        () -> assertTrue(result.err().startsWith("anabranch: device cuda:9 is not"), result.err()),
        () -> assertTrue(result.err().contains("cpu"), result.err()));
  }

  @Test
  void theStackIsPrintedWhenAskedFor() {
    Cli.Result result = Cli.run("ensemble", "--device=cuda:9", "--verbose");
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertTrue(result.err().contains("\tat anabranch."), result.err()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--hidden=1000000", "--members=100000000", "--steps=2000000000"})
  void sizesThatDoNotFitAreFoundOutBeforeTheRun(String size) {
    Cli.Result result = Cli.run("ensemble", "--device=cpu", size);
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertEquals(1, result.errLines().size(), result.err()),
        () -> assertTrue(result.err().startsWith("anabranch: out of memory: "), result.err()),
        () -> assertTrue(result.err().contains("B at least, and device cpu has "), result.err()),
        () -> assertTrue(result.err().contains("use smaller"), result.err()));
  }

  private static List<String> rows(String out) {
    return out.lines()
        .dropWhile(line -> !line.startsWith("mode"))
        .takeWhile(line -> !line.isBlank())
        .map(line -> line.replaceFirst(" {2,}.*", ""))
        .toList();
  }
}
