package anabranch.bench.overlap;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The report as JSON, as a page, and on a terminal. */
final class ReportTest {
  private static final Report REPORT = MadeUp.report("made up </script><b>");

  @Test
  void theJsonHasTheFieldsThatTheDocumentNames() throws IOException {
    assertEquals(documented(), fields(ReportJson.of(REPORT)));
  }

  /** First cells of the table's rows, such as {@code points[].verdict.reason}. */
  private static Set<String> documented() throws IOException {
    Set<String> names = new TreeSet<>();
    Pattern cell = Pattern.compile("`([a-z_.\\[\\]]+)`");
    for (String line : Files.readAllLines(Path.of("..", "docs", "overlap.md"))) {
      if (line.startsWith("| `")) {
        Matcher matcher = cell.matcher(line.split("\\|", -1)[1]);
        while (matcher.find()) {
          names.add(matcher.group(1));
        }
      }
    }
    return names;
  }

  /** The paths of all values that are neither objects nor arrays of objects. */
  private static Set<String> fields(String json) throws IOException {
    Set<String> names = new TreeSet<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          names.add(
              parser
                  .getParsingContext()
                  .pathAsPointer()
                  .toString()
                  .substring(1)
                  .replaceAll("/\\d+", "[]")
                  .replace('/', '.'));
        }
      }
    }
    return names;
  }

  @Test
  void thePageIsWholeLoadsNothingAndNoTextBecomesMarkup() {
    String page = ReportPage.of(ReportJson.of(REPORT));
    String markup = page.replaceAll("(?s)(<script[^>]*>).*?</script>", "$1");
    assertAll(
        () -> assertFalse(page.contains("{{"), "a place was not filled"),
        () -> assertTrue(page.contains("made up \\u003c/script>\\u003cb>")),
        () -> assertFalse(page.contains("</script><b>")),
        () -> assertTrue(page.contains("default-src 'none'")),
        () -> assertFalse(markup.matches("(?s).* (src|href)=.*"), markup),
        () -> assertTrue(page.contains("Licensed to the Apache Software Foundation")),
        () -> assertTrue(page.contains(REPORT.sentences().headline(REPORT.verdicts()))));
  }

  @Test
  void somethingElseIsNoReport() {
    String json = ReportJson.of(REPORT);
    for (String other :
        new String[] {
          "", "[]", "{\"schema\": \"another\"}", json.substring(0, json.length() / 2)
        }) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> ReportPage.of(other));
      assertTrue(error.getMessage().startsWith("no report of overlap"), error.getMessage());
    }
  }

  @Test
  void theTerminalGetsALinePerSizeAndTheSentences() {
    StringWriter text = new StringWriter();
    ReportTable.print(REPORT, new PrintWriter(text));
    String table = text.toString();
    assertAll(
        () ->
            assertTrue(
                table
                    .lines()
                    .anyMatch(
                        line ->
                            line.matches(
                                " *64 +1 +50 +4.00 ms +4.00 ms +2.00 ms +2.00x +2.00x +1.90 .*")),
                table),
        () -> assertEquals(3, table.lines().filter(line -> line.startsWith("- ")).count()),
        () -> assertFalse(table.contains("emulated"), table));
  }

  @Test
  void anEmulatedDeviceIsSaidToBeOne() {
    Report emulated = MadeUp.report("Emulated device 0, sm_90");
    StringWriter text = new StringWriter();
    ReportTable.print(emulated, new PrintWriter(text));
    assertTrue(text.toString().contains("The device is emulated"));
    assertTrue(ReportJson.of(emulated).contains("\"emulated\" : true"));
  }
}
