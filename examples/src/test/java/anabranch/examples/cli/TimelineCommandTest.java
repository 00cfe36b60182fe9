package anabranch.examples.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code anabranch timeline}: a page, a few numbers, and errors in one line. */
final class TimelineCommandTest {
  private static final String TRACE =
      """
      {"traceEvents": [
        {"ph":"X","name":"a","pid":"CPU functions","tid":1,"ts":0,"dur":10},
        {"ph":"X","name":"b","pid":"CPU functions","tid":2,"ts":5,"dur":10}]}
      """;

  @TempDir Path dir;

  private Path trace() throws IOException {
    return Files.writeString(dir.resolve("trace.json"), TRACE);
  }

  private static void assertFailsInOneLine(Cli.Result result, String message) {
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertEquals("", result.out()),
        () -> assertEquals(1, result.errLines().size(), result.err()),
        () -> assertTrue(result.err().startsWith("anabranch: "), result.err()),
        () -> assertTrue(result.err().contains(message), result.err()));
  }

  @Test
  void aTraceBecomesAPage() throws IOException {
    Path page = dir.resolve("page.html");
    Cli.Result result = Cli.run("timeline", trace().toString(), "--output", page.toString());
    List<String> out = result.out().lines().toList();
    assertAll(
        () -> assertEquals(0, result.status(), result.err()),
        () -> assertEquals(page + ": 2 spans in 2 rows, 0 arrows", out.get(0)),
        () ->
            assertEquals(
                "busy 20.0 us in 15.0 us of wall time: 1.33 rows on average, up to 2", out.get(1)),
        () -> assertTrue(out.get(2).startsWith("note: The trace marks no waits"), out.get(2)),
        () -> assertTrue(Files.readString(page).startsWith("<!doctype html>")));
  }

  @Test
  void theEnsembleDrawsItsOwnRuns() throws IOException {
    Path page = dir.resolve("ensemble.html");
    Path trace = dir.resolve("ensemble.json.gz");
    Cli.Result result = Cli.tinyEnsemble("--repeat=1", "--timeline=" + page, "--trace=" + trace);
    assertEquals(0, result.status(), result.err());
    assertTrue(Files.readString(page).contains("<h1>ensemble.html</h1>"));
    Cli.Result again = Cli.run("timeline", trace.toString(), "--output", page.toString());
    assertAll(
        () -> assertEquals(0, again.status(), again.err()),
        () -> assertTrue(again.out().contains("critical path "), again.out()),
        () -> assertFalse(again.out().contains("note: "), again.out()));
  }

  @Test
  void aFileThatIsNoTraceIsNamedWithThePlace() throws IOException {
    Path bad = Files.writeString(dir.resolve("bad.json"), "{\"traceEvents\": 1}");
    Path page = dir.resolve("page.html");
    assertFailsInOneLine(
        Cli.run("timeline", bad.toString(), "--output", page.toString()),
        bad + " (line 1, column 17): expected \"traceEvents\" to be an array");
    assertFalse(Files.exists(page));
  }

  @Test
  void whatCannotBeReadOrWrittenIsNamed() throws IOException {
    String page = dir.resolve("page.html").toString();
    Path missing = dir.resolve("missing.json");
    Path elsewhere = dir.resolve("missing").resolve("page.html");
    assertFailsInOneLine(
        Cli.run("timeline", missing.toString(), "--output", page),
        "cannot read " + missing + ": there is no such file");
    assertFailsInOneLine(
        Cli.run("timeline", dir.toString(), "--output", page),
        "cannot read " + dir + ": it is a directory");
    assertFailsInOneLine(
        Cli.run("timeline", trace().toString(), "--output", elsewhere.toString()),
        "cannot write " + elsewhere + ": name a file in a directory that exists");
    assertFailsInOneLine(
        Cli.run("timeline", trace().toString(), "--output", dir.toString()),
        "cannot write " + dir + ": it is not a regular file");
  }

  @Test
  void theTraceItselfIsNotWrittenOver() throws IOException {
    Path trace = trace();
    assertFailsInOneLine(
        Cli.run("timeline", trace.toString(), "--output", trace.toString()), "it is the trace");
    assertEquals(TRACE, Files.readString(trace));
  }

  @Test
  void withoutAPageTheUsageIsShown() throws IOException {
    Cli.Result result = Cli.run("timeline", trace().toString());
    assertAll(
        () -> assertEquals(2, result.status()),
        () -> assertTrue(result.err().contains("--output=PAGE.html"), result.err()));
  }
}
