package anabranch.bench.overlap;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command, from the options to the files, at a size that takes no time. */
final class OverlapCommandTest {
  @TempDir Path dir;

  private record Result(int status, String out, String err) {}

  private static Result run(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new OverlapCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(java.util.Arrays.stream(args).map(String::valueOf).toArray(String[]::new));
    return new Result(status, out.toString(), err.toString());
  }

  @Test
  void aTinySweepMakesTableJsonAndPage() throws IOException {
    Path json = dir.resolve("a.json");
    Path html = dir.resolve("a.html");
    Result result =
        run(
            "--sizes=8",
            "--batches=2,1",
            "--steps=3",
            "--members=2",
            "--device=cpu",
            "--widths=2",
            "--repeat=3",
            "--budget=1",
            "--json=" + json,
            "--html=" + html);
    assertEquals(0, result.status(), result.err());
    String text = Files.readString(json);
    assertAll(
        () ->
            assertTrue(result.out().lines().anyMatch(l -> l.matches(" +8 +1 +3 .*")), result.out()),
        () ->
            assertTrue(result.out().lines().anyMatch(l -> l.matches(" +8 +2 +3 .*")), result.out()),
        () -> assertEquals(6, text.split("\"samples_s\"", -1).length - 1),
        () -> assertTrue(text.contains("\"width_counts\" : \"threads\"")),
        () -> assertTrue(Files.readString(html).contains("\"width_counts\" : \"threads\"")));

    Path again = dir.resolve("again.html");
    assertEquals(0, run("--from=" + json, "--html=" + again).status());
    assertEquals(Files.readString(html), Files.readString(again), "the page made of the JSON");
  }

  @Test
  void aPageOfNothingIsAnErrorThatNamesTheFile() throws IOException {
    Path html = dir.resolve("a.html");
    Result none = run("--from=" + dir.resolve("none.json"), "--html=" + html);
    Path other = Files.writeString(dir.resolve("other.json"), "{}");
    Result wrong = run("--from=" + other, "--html=" + html);
    assertAll(
        () -> assertEquals(1, none.status()),
        () ->
            assertTrue(none.err().contains("cannot read " + dir.resolve("none.json")), none.err()),
        () -> assertEquals(1, wrong.status()),
        () -> assertTrue(wrong.err().contains(other + ": no report of overlap"), wrong.err()),
        () -> assertTrue(Files.notExists(html), "nothing is written"));
  }

  @Test
  void whatIsNoSizeIsAnErrorOfUsage() {
    Result result = run("--sizes=64,none");
    assertEquals(2, result.status());
    assertTrue(result.err().contains("'none' is not a whole number"), result.err());
  }
}
