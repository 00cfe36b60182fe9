package anabranch.bench.overlap;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.profile.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser. Pictures go to target/overlap. */
@Tag("browser")
final class OverlapBrowserTest {
  private static final Path PICTURES = Path.of("target", "overlap");
  private static final Report REPORT = MadeUp.report("made up <b>bold</b>");

  @TempDir static Path dir;
  private static Chromium browser;
  private static Path page;

  @BeforeAll
  static void start() throws IOException {
    page = Files.writeString(dir.resolve("page.html"), ReportPage.of(ReportJson.of(REPORT)));
    browser = Chromium.start(Files.createDirectory(dir.resolve("profile")));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    browser.prefer("light");
    browser.open(page, "", 1200, 900);
  }

  @AfterEach
  void nothingWentWrongInside() {
    assertEquals(List.of(), browser.takeComplaints());
  }

  private static String text(String selector) {
    return browser.evaluate("document.querySelector('" + selector + "').textContent");
  }

  /** The page writes 1.62x with the sign for it. */
  private static String worded(String sentence) {
    return sentence.replaceAll("(\\d)x\\b", "$1\u00d7");
  }

  /** A cell of the table of all numbers, by the size and the column's title. */
  private static String cell(String row, String column) {
    return browser.evaluate(
        """
        (() => {
          const titles = [...document.querySelectorAll("#numbers thead th")];
          const at = titles.findIndex((title) => title.textContent === "%s");
          return document.querySelector("#%s").cells[at].textContent;
        })()\
        """
            .formatted(column, row));
  }

  @Test
  void thePageSaysWhatTheReportSays() throws IOException {
    browser.screenshot(PICTURES.resolve("made-up.png"));
    assertAll(
        () -> assertEquals("yes", browser.evaluate("document.body.dataset.ready")),
        () ->
            assertEquals(worded(REPORT.sentences().headline(REPORT.verdicts())), text("#headline")),
        () ->
            assertEquals(
                "4", browser.evaluate("document.querySelectorAll('#numbers tbody tr').length")),
        () ->
            assertEquals("3", browser.evaluate("document.querySelectorAll('#regions li').length")),
        () -> assertEquals("2.00\u00d7 (2.00 to 2.00)", cell("c64-b1", "speed-up (middle half)")),
        () -> assertEquals("2.00 ms", cell("c64-b1", "members forked")),
        () -> assertEquals("1.90 s", cell("c512-b50", "sequential, 1 thread")),
        () -> assertTrue(text("#machine").contains("made up <b>bold</b>")),
        () -> assertEquals("true", browser.evaluate("document.getElementById('emulated').hidden")));
  }

  @Test
  void theMapAndTheChartsAreDrawnWithTheirNumbers() {
    for (String chart : List.of("map", "by-width", "by-overlap", "by-size", "by-floor")) {
      assertTrue(
          browser.number("document.querySelectorAll('#" + chart + " svg path').length") > 3, chart);
      assertTrue(
          browser.number("document.getElementById('" + chart + "').ariaLabel.length") > 20, chart);
    }
    for (String cell :
        List.of("2.00\u00d7 \u25b2", "1.81\u00d7 \u25b2", "1.01\u00d7 =", "0.83\u00d7 \u25bc")) {
      assertTrue(text("#map svg").contains(cell), cell + " in " + text("#map svg"));
    }
  }

  @Test
  void aChosenSizeIsToldInFull() {
    browser.evaluate(
        "document.getElementById('pick-c').value = '512';"
            + "document.getElementById('pick-b').value = '50';"
            + "document.getElementById('pick-b').dispatchEvent(new Event('change'))");
    Verdict verdict = REPORT.verdicts().getLast();
    assertAll(
        () -> assertEquals(worded(REPORT.sentences().of(verdict)), text("#size-answer")),
        () ->
            assertEquals(
                verdict.facts().speedUp().median(),
                browser.number("document.querySelector('#tiles dd').dataset.value"),
                1e-9),
        () ->
            assertEquals(
                "c512-b50",
                browser.evaluate("document.querySelector('tr[aria-selected=true]').id")));
  }

  @Test
  void aLinkNamesASizeAndATheme() throws IOException {
    browser.open(page, "#c=512&b=1&theme=dark", 1200, 900);
    browser.screenshot(PICTURES.resolve("made-up-dark.png"));
    assertEquals(
        "rgb(17, 22, 28)", browser.evaluate("getComputedStyle(document.body).backgroundColor"));
    assertEquals(
        "c512-b1", browser.evaluate("document.querySelector('tr[aria-selected=true]').id"));
  }

  @Test
  void aSmallWindowIsNotWiderThanItself() throws IOException {
    browser.open(page, "", 390, 800);
    browser.screenshot(PICTURES.resolve("made-up-narrow.png"));
    assertEquals(390, browser.number("document.documentElement.scrollWidth"));
  }

  @Test
  void nothingIsLoadedAndNoNameBecomesMarkup() {
    assertEquals("0", browser.evaluate("performance.getEntriesByType('resource').length"));
    assertEquals(
        "0", browser.evaluate("document.querySelectorAll('#machine b, #environment i').length"));
  }
}
