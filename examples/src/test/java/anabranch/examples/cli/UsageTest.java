package anabranch.examples.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong command line: status 2, what is wrong, and the usage of that option. */
final class UsageTest {
  @ParameterizedTest(name = "ensemble {0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--steps     | 0     | '0' is not a whole number from 1",
        "--steps     | 1.5   | '1.5' is not a whole number from 1",
        "--members   | -1    | '-1' is not a whole number from 1",
        "--batch     | x     | 'x' is not a whole number from 1",
        "--hidden    | 3000000000 | '3000000000' is not a whole number from 1 to 2147483647",
        "--repeat    | 0     | '0' is not a whole number from 1",
        "--threads   | 0     | '0' is not a whole number from 1",
        "--threads   | 5000  | 5000 are too many: at most 4096",
        "--device    | gpu7  | 'gpu7' is no device: expected auto, cpu, cuda or cuda:N",
        "--device    | cuda: | 'cuda:' is no device",
        "--precision | fp64  | 'fp64' is none of fp32, tf32, bf16",
        "--mode      | fast  | 'fast' is none of all, sequential, directions, members",
        "--seed      | x     | 'x' is not a long",
      })
  void aWrongValueNamesTheOptionAndShowsItsUsage(String option, String value, String message) {
    Cli.Result result = Cli.tinyEnsemble(option, value);
    assertAll(
        () -> assertEquals(2, result.status()),
        () -> assertEquals("", result.out()),
        () -> assertTrue(result.errLines().get(0).startsWith("anabranch: "), result.err()),
        () -> assertTrue(result.errLines().get(0).contains(message), result.err()),
        () -> assertTrue(result.errLines().get(1).strip().startsWith(option + "="), result.err()),
        () -> assertTrue(result.err().contains("'anabranch ensemble --help'"), result.err()));
  }

  @Test
  void anUnknownOptionSuggestsAKnownOne() {
    Cli.Result result = Cli.run("ensemble", "--member", "3");
    assertAll(
        () -> assertEquals(2, result.status()),
        () -> assertTrue(result.err().startsWith("anabranch: Unknown option"), result.err()),
        () -> assertTrue(result.err().contains("--members"), result.err()));
  }

  @Test
  void anOptionWithoutItsValueShowsItsUsage() {
    Cli.Result result = Cli.run("ensemble", "--json");
    assertAll(
        () -> assertEquals(2, result.status()),
        () -> assertTrue(result.errLines().get(1).strip().startsWith("--json=FILE"), result.err()));
  }

  @Test
  void anOptionGivenTwiceIsAnError() {
    assertEquals(2, Cli.run("ensemble", "--steps=1", "--steps=2").status());
  }

  @Test
  void aSurplusArgumentIsAnError() {
    Cli.Result result = Cli.run("ensemble", "fast");
    assertAll(
        () -> assertEquals(2, result.status()),
        () -> assertTrue(result.err().contains("fast"), result.err()),
        () -> assertTrue(result.err().contains("Usage: anabranch ensemble"), result.err()));
  }

  @Test
  void anUnknownCommandIsAnError() {
    Cli.Result result = Cli.run("ensembel");
    assertAll(
        () -> assertEquals(2, result.status()),
        () -> assertTrue(result.err().contains("ensemble"), result.err()));
  }

  @Test
  void noCommandShowsWhatThereIs() {
    Cli.Result result = Cli.run();
    assertAll(
        () -> assertEquals(2, result.status()),
        () -> assertTrue(result.err().contains("Usage: anabranch"), result.err()));
  }

  @Test
  void helpTellsOptionsDefaultsAndExitStatus() {
    Cli.Result result = Cli.run("ensemble", "--help");
    assertAll(
        () -> assertEquals(0, result.status()),
        () -> assertTrue(result.out().contains("--hidden=C"), result.out()),
        () -> assertTrue(result.out().contains("(default: 1024)"), result.out()),
        () -> assertTrue(result.out().contains("Exit status:"), result.out()),
        () -> assertFalse(result.out().contains("${"), result.out()));
  }

  @Test
  void theCommandListNamesEachCommand() {
    Cli.Result result = Cli.run("--help");
    assertAll(
        () -> assertEquals(0, result.status()),
        () -> assertTrue(result.out().contains("ensemble"), result.out()),
        () -> assertTrue(result.out().contains("doctor"), result.out()));
  }

  @Test
  void theVersionIsTheBuilds() {
    Cli.Result result = Cli.run("--version");
    assertAll(
        () -> assertEquals(0, result.status()),
        () ->
            assertTrue(result.out().matches("anabranch \\d+\\.\\d+\\.\\d+\\S*\\R"), result.out()));
  }
}
