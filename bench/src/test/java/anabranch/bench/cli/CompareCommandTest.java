package anabranch.bench.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.bench.history.Figure;
import anabranch.bench.history.Machine;
import anabranch.bench.history.Rate;
import anabranch.bench.history.Results;
import anabranch.bench.history.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code anabranch bench compare}: what moved beyond the noise, and files that are none. */
final class CompareCommandTest {
  @TempDir Path dir;

  @ParameterizedTest(name = "100 +- 2, then {0} +- {1}: {2}")
  @CsvSource({
    "100,  2, same,   0",
    "107,  2, same,   0",
    "109,  2, slower, 3",
    "93,   2, same,   0",
    "91,   2, faster, 0",
    "109, 10, same,   0",
  })
  void aFigureMovesIfMediansAreFurtherApartThanBothQuartiles(
      double median, double halfSpread, String verdict, int status) throws Exception {
    Cli.Result result = compare(figure("a", 100, 2, 0), figure("a", median, halfSpread, 0));
    assertAll(
        () -> assertEquals(status, result.status(), result.err()),
        () -> assertTrue(line(result, "ABench.a").startsWith(verdict + " "), result.out()));
  }

  @ParameterizedTest(name = "100, then {0}: {1}")
  @CsvSource({"101.9, same", "102.1, slower", "98.1, same", "97.9, faster"})
  void lessThanTwoPercentIsNoise(double median, String verdict) throws Exception {
    Cli.Result result = compare(figure("a", 100, 0, 0), figure("a", median, 0, 0));
    assertTrue(line(result, "ABench.a").startsWith(verdict + " "), result.out());
  }

  @Test
  void productsAreComparedAsSharesOfThePeak() throws Exception {
    Cli.Result slowClock = compare(figure("a", 100, 0, 200), figure("a", 200, 0, 100));
    Cli.Result sameClock = compare(figure("a", 100, 0, 200), figure("a", 200, 0, 200));
    Cli.Result onePeak = compare(figure("a", 100, 0, 200), figure("a", 200, 0, 0));
    assertAll(
        () -> assertTrue(line(slowClock, "ABench.a").contains("+0.0 %*"), slowClock.out()),
        () -> assertTrue(line(sameClock, "ABench.a").contains("+100.0 %*"), sameClock.out()),
        () -> assertTrue(line(onePeak, "ABench.a").contains("+100.0 % "), onePeak.out()));
  }

  @Test
  void aFigureThatIsGoneCountsAsWorseAndANewOneDoesNot() throws Exception {
    Path one = write("one", results("x", figure("a", 1, 0, 0)));
    Path two = write("two", results("x", figure("a", 1, 0, 0), figure("b", 1, 0, 0)));
    Cli.Result gone = Cli.bench("compare", two.toString(), one.toString());
    Cli.Result added = Cli.bench("compare", one.toString(), two.toString());
    assertAll(
        () -> assertEquals(3, gone.status()),
        () -> assertTrue(line(gone, "ABench.b").startsWith("gone "), gone.out()),
        () -> assertEquals(0, added.status()),
        () -> assertTrue(line(added, "ABench.b").startsWith("added "), added.out()),
        () -> assertFalse(added.out().contains("ABench.a"), added.out()),
        () -> assertTrue(added.out().contains("1 of 2 figures did not move"), added.out()));
  }

  @Test
  void anotherMachineIsPointedOut() throws Exception {
    Path one = write("one", results("some CPU", figure("a", 1, 0, 0)));
    Path two = write("two", results("other CPU", figure("a", 1, 0, 0)));
    Cli.Result result = Cli.bench("compare", one.toString(), two.toString());
    assertTrue(result.out().contains("! another cpu: some CPU, then other CPU"), result.out());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nothing           | ``                                  | got none",
        "no JSON           | figures                             | is not of the schema",
        "cut off           | {\"schema\": \"anabranch-bench/1\", | is not of the schema",
        "another schema    | {\"schema\": \"anabranch-bench/9\"} | got \"anabranch-bench/9\"",
        "no schema         | {\"figures\": []}                   | got none",
        "an ensemble's     | {\"modes\": [], \"max_abs_diff\": 0} | anabranch ensemble --json",
        "nothing else      | {\"schema\": \"anabranch-bench/1\"} | date",
        "a list            | []                                  | got none",
      })
  void aFileOfAnotherKindIsRefusedByItsName(String name, String text, String message)
      throws Exception {
    Path good = write("good", results("x", figure("a", 1, 0, 0)));
    Path bad = Files.writeString(dir.resolve("bad.json"), text);
    Cli.Result result = Cli.bench("compare", good.toString(), bad.toString());
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertTrue(result.err().contains("bad.json"), result.err()),
        () -> assertTrue(result.err().contains(message), result.err()),
        () -> assertEquals(1, result.err().lines().count(), result.err()));
  }

  @ParameterizedTest(name = "{0} instead of {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"median\" : -1.0 | \"median\" : 1.0",
        "\"n\" : 0         | \"n\" : 7",
        "\"n\" : \"many\"  | \"n\" : 7",
        "\"most\" : 1.0    | \"median\" : 1.0",
        "\"peaks\" : [ 5 ] | \"peaks\" : [ ]",
        "\"figures\" : null, \"more\" | \"figures\"",
      })
  void aFileWithOtherContentIsRefusedByItsName(String planted, String original) throws Exception {
    Path good = write("good", results("x", figure("a", 1, 0, 0)));
    String text = Files.readString(good);
    assertTrue(text.contains(original), text);
    Path bad = Files.writeString(dir.resolve("bad.json"), text.replace(original, planted));
    Cli.Result result = Cli.bench("compare", good.toString(), bad.toString());
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertTrue(result.err().contains("bad.json is not of the schema"), result.err()));
  }

  @Test
  void aFigureThatIsThereTwiceIsRefused() throws Exception {
    Path good = write("good", results("x", figure("a", 1, 0, 0), figure("b", 1, 0, 0)));
    Path bad =
        Files.writeString(
            dir.resolve("bad.json"), Files.readString(good).replace("ABench.b", "ABench.a"));
    Cli.Result result = Cli.bench("compare", good.toString(), bad.toString());
    assertTrue(result.err().contains("is there twice"), result.err());
  }

  @Test
  void aFileThatIsNotThereIsAnError() throws Exception {
    Path good = write("good", results("x", figure("a", 1, 0, 0)));
    Cli.Result result = Cli.bench("compare", good.toString(), dir.resolve("none").toString());
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertTrue(result.err().contains("cannot read "), result.err()));
  }

  @Test
  void runsWithoutACommonFigureCannotBeCompared() throws Exception {
    Cli.Result result = compare(figure("a", 1, 0, 0), figure("b", 1, 0, 0));
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertTrue(result.err().contains("nothing to compare"), result.err()));
  }

  @Test
  void twoFilesAreNeeded() {
    assertEquals(2, Cli.bench("compare", "one.json").status());
  }

  private Cli.Result compare(Figure before, Figure after) throws IOException {
    Path old = write("old", results("x", before));
    Path young = write("new", results("x", after));
    return Cli.bench("compare", old.toString(), young.toString(), "--all");
  }

  private Path write(String name, Results results) throws IOException {
    return Files.writeString(dir.resolve(name + ".json"), ResultsFile.text(results));
  }

  private static String line(Cli.Result result, String figure) {
    return result
        .out()
        .lines()
        .filter(line -> line.contains(figure))
        .findFirst()
        .orElseThrow(() -> new AssertionError(result.out() + result.err()));
  }

  private static Results results(String cpu, Figure... figures) {
    return new Results(
        Results.SCHEMA,
        "2026-11-23T09:00:00Z",
        "1.2.3",
        "0123456789ab",
        new Machine(cpu, 2, "Linux amd64", List.of()),
        "25.0.3, Some Vendor",
        List.of(),
        List.of(figures));
  }

  /** Quartiles so far from the median, and a peak of multiply-adds if that is not 0. */
  private static Figure figure(String method, double median, double halfSpread, double peak) {
    double low = median - halfSpread;
    double high = median + halfSpread;
    Rate rate = peak == 0 ? null : new Rate(Rate.GFLOPS, 1, peak);
    return new Figure(
        "ABench." + method, Map.of("p", "1"), "us/op", 7, median, low, high, low, high, rate);
  }
}
