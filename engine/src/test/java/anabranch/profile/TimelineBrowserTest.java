package anabranch.profile;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** The page in a browser: what it says, what its keys do. Pictures go to target/timeline. */
@Tag("browser")
final class TimelineBrowserTest {
  private static final Path PICTURES = Path.of("target", "timeline");

  /**
   * Two threads: a fork, its task, and the wait for it; a counter; names that want to be markup.
   */
  private static final String TRACE =
      """
      [{"ph":"M","name":"process_name","pid":1,"args":{"name":"host threads"}},
       {"ph":"M","name":"thread_name","pid":1,"tid":1,"args":{"name":"main"}},
       {"ph":"M","name":"thread_name","pid":1,"tid":2,"args":{"name":"anabranch-1"}},
       {"ph":"X","cat":"module","name":"ensemble","pid":1,"tid":1,"ts":0,"dur":600},
       {"ph":"X","cat":"op","name":"flip","pid":1,"tid":1,"ts":20,"dur":80},
       {"ph":"X","cat":"op","name":"lstm","pid":1,"tid":1,"ts":110,"dur":480,
        "args":{"shapes":"[50, 50, 1024]"}},
       {"ph":"b","cat":"wait","name":"await","id":1,"pid":1,"tid":1,"ts":600},
       {"ph":"e","cat":"wait","id":1,"pid":1,"tid":1,"ts":800},
       {"ph":"X","cat":"op","name":"cat","pid":1,"tid":1,"ts":800,"dur":200},
       {"ph":"X","cat":"task","name":"task","pid":1,"tid":2,"ts":50,"dur":750},
       {"ph":"X","cat":"op","name":"lstm","pid":1,"tid":2,"ts":60,"dur":730,
        "args":{"<img src=x onerror=hacked=1>":"</script><b>bold</b>"}},
       {"ph":"X","cat":"op","name":"<img src=x onerror=hacked=1>","pid":1,"tid":2,"ts":900,"dur":100},
       {"ph":"i","name":"here","pid":1,"tid":2,"ts":850},
       {"ph":"s","cat":"fork","name":"fork","id":1,"pid":1,"tid":1,"ts":10},
       {"ph":"f","bp":"e","cat":"fork","name":"fork","id":1,"pid":1,"tid":2,"ts":50},
       {"ph":"s","cat":"await","name":"await","id":2,"pid":1,"tid":2,"ts":799.999},
       {"ph":"f","bp":"e","cat":"await","name":"await","id":2,"pid":1,"tid":1,"ts":800},
       {"ph":"C","name":"live bytes","pid":1,"ts":0,"args":{"bytes":0}},
       {"ph":"C","name":"live bytes","pid":1,"ts":300,"args":{"bytes":4000000}}]
      """;

  private static final String FROM = "document.body.dataset.from";
  private static final String TO = "document.body.dataset.to";

  @TempDir static Path dir;
  private static Chromium browser;
  private static Path page;
  private static TimelineSummary summary;

  @BeforeAll
  static void start() throws IOException {
    page = dir.resolve("page.html");
    Path trace = Files.writeString(dir.resolve("<i>trace.json"), TRACE);
    summary = Timeline.write(trace, page);
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
    browser.open(page, "", 1200, 760);
  }

  @AfterEach
  void nothingWentWrongInside() {
    assertEquals(List.of(), browser.takeComplaints());
  }

  private static double value(String id) {
    return browser.number("document.getElementById('" + id + "').dataset.value");
  }

  private static long whole(String id) {
    return Math.round(value(id));
  }

  private static String text(String selector) {
    return browser.evaluate("document.querySelector('" + selector + "').textContent");
  }

  private static double top() {
    return browser.number("document.getElementById('timeline').getBoundingClientRect().top");
  }

  /** The x of a time in microseconds, while everything is shown. */
  private static double x(double micros) {
    double gutter = 230;
    return gutter + (micros + 10) / 1020 * (1200 - gutter);
  }

  /** The y of a lane: below the axis, the process's name and a margin; lanes are 18 high. */
  private static double y(int lane) {
    return top() + 22 + 22 + 4 + 18 * lane + 9;
  }

  @Test
  void thePageSaysWhatTheSummarySays() throws IOException {
    browser.screenshot(PICTURES.resolve("light.png"));
    assertAll(
        () -> assertEquals("yes", browser.evaluate("document.body.dataset.ready")),
        () -> assertEquals(1_650_000, summary.busyNanos()),
        () -> assertEquals(summary.overlap(), value("overlap"), 1e-9),
        () -> assertEquals(summary.wallNanos(), whole("wall")),
        () -> assertEquals(summary.busyNanos(), whole("busy")),
        () -> assertEquals(summary.most(), whole("most")),
        () -> assertEquals(summary.spans(), whole("spans")),
        () -> assertEquals(summary.arrows(), whole("arrow-count")),
        () -> assertEquals(summary.criticalNanos().orElseThrow(), whole("critical-path")),
        () -> assertEquals("1.65", text("#overlap")),
        () ->
            assertEquals(
                "2", browser.evaluate("document.querySelectorAll('#rows tbody tr').length")));
  }

  @Test
  void whatThePageAddsUpForTheViewIsWhatTheSummarySays() {
    // In view is 1 % more at both ends.
    assertEquals("in view 1.62", text("#overlap-in-view"));
    browser.open(page, "#from=600000&to=800000", 1200, 760);
    assertEquals("in view 1.00", text("#overlap-in-view"));
    assertEquals("0.0 %", text("#rows tbody tr:nth-child(1) td:last-child"));
    assertEquals("100.0 %", text("#rows tbody tr:nth-child(2) td:last-child"));
  }

  @Test
  void aLinkMayReachPastTheEndSoThatTwoPagesHaveOneScale() {
    browser.open(page, "#from=0&to=3000000", 1200, 760);
    assertEquals(0, browser.number(FROM));
    assertEquals(3_000_000, browser.number(TO));
  }

  @Test
  void nothingIsLoadedAndNoNameBecomesMarkup() {
    assertAll(
        () ->
            assertEquals("0", browser.evaluate("performance.getEntriesByType('resource').length")),
        () -> assertEquals("undefined", browser.evaluate("typeof hacked")),
        () ->
            assertEquals(
                "0", browser.evaluate("document.querySelectorAll('img, h1 i, b b').length")),
        () -> assertEquals("<i>trace.json", text("h1")));
  }

  @Test
  void keysZoomAndMove() {
    double from = browser.number(FROM);
    double to = browser.number(TO);
    browser.key("w");
    double zoomed = browser.number(TO) - browser.number(FROM);
    assertEquals((to - from) / 1.4, zoomed, 1);
    double before = browser.number(FROM);
    browser.key("d");
    assertTrue(browser.number(FROM) > before);
    browser.key("a");
    assertEquals(before, browser.number(FROM), 1);
    browser.key("ArrowRight");
    assertTrue(browser.number(FROM) > before);
    browser.key("s");
    assertEquals(to - from, browser.number(TO) - browser.number(FROM), 1);
    browser.key("w");
    browser.key("0");
    assertEquals(from, browser.number(FROM), 1e-6);
    assertEquals(to, browser.number(TO), 1e-6);
  }

  @Test
  void theWheelZoomsAtThePointerAndAPressedMouseMoves() {
    double from = browser.number(FROM);
    double x = x(500);
    browser.wheel(x, y(0), 0, -300);
    double length = browser.number(TO) - browser.number(FROM);
    assertTrue(length < 0.7 * 1_020_000, "zoomed to " + length);
    double under = browser.number(FROM) + length * (x - 230) / 970;
    assertEquals(500_000, under, 2_000, "what was under the pointer is there still");
    double before = browser.number(FROM);
    browser.drag(x, y(0), x - 97, y(0));
    assertEquals(before + length / 10, browser.number(FROM), 1);
    assertNotEquals(from, browser.number(FROM));
  }

  @Test
  void twoFingersZoom() {
    double y = y(0);
    browser.touch("touchStart", 500, y, 700, y);
    browser.touch("touchMove", 450, y, 700, y);
    browser.touch("touchMove", 300, y, 700, y);
    browser.touch("touchEnd");
    double length = browser.number(TO) - browser.number(FROM);
    assertEquals(1_020_000 / 2.0, length, 30_000);
  }

  @Test
  void whatIsUnderThePointerTellsNameTimeAndShapes() throws IOException {
    browser.mouse("mouseMoved", x(300), y(1));
    String tip = text("#tip");
    assertAll(
        () -> assertEquals("false", browser.evaluate("document.getElementById('tip').hidden")),
        () -> assertTrue(tip.startsWith("lstm"), tip),
        () -> assertTrue(tip.contains("480.0 \u00b5s"), tip),
        () -> assertTrue(tip.contains("shapes[50, 50, 1024]"), tip));
    browser.screenshot(PICTURES.resolve("hover.png"));
    browser.mouse("mouseMoved", x(700), y(0));
    assertTrue(text("#tip").startsWith("await"), text("#tip"));
    browser.mouse("mouseMoved", x(1005), y(0));
    assertEquals("true", browser.evaluate("document.getElementById('tip').hidden"));
  }

  @Test
  void aClickSelectsAndBracketsGoToTheNeighbours() {
    browser.drag(x(300), y(1), x(300), y(1));
    assertTrue(text("#selection").startsWith("lstm"), text("#selection"));
    assertTrue(text("#live").startsWith("lstm"), "it is read out too");
    browser.key("[");
    assertTrue(text("#selection").startsWith("flip"), text("#selection"));
    browser.key("z");
    assertTrue(browser.number(TO) - browser.number(FROM) < 120_000);
    browser.key("Escape");
    assertEquals("true", browser.evaluate("document.getElementById('selection').hidden"));
  }

  @Test
  void slashSearches() {
    browser.key("/");
    browser.type("LSTM");
    assertEquals("2", text("#found"));
    browser.key("Enter");
    assertEquals("1 of 2", text("#found"));
    assertTrue(text("#selection").contains("anabranch-1"), "the first one in time");
    browser.key("Enter", 8);
    assertEquals("2 of 2", text("#found"));
    browser.key("Escape");
    assertEquals("", text("#found"));
  }

  @Test
  void aRowsNameFoldsIt() {
    browser.drag(60, y(0), 60, y(0));
    browser.mouse("mouseMoved", x(300), y(0) + 18);
    assertFalse(text("#tip").startsWith("lstm"), "the second lane is elsewhere now");
  }

  @Test
  void lightAndDarkFollowTheSystemAndTheButton() throws IOException {
    String back = "getComputedStyle(document.body).backgroundColor";
    assertEquals("rgb(255, 255, 255)", browser.evaluate(back));
    browser.prefer("dark");
    browser.open(page, "", 1200, 760);
    assertEquals("rgb(17, 22, 28)", browser.evaluate(back));
    browser.screenshot(PICTURES.resolve("dark.png"));
    browser.evaluate("document.getElementById('theme').click()");
    assertEquals("rgb(255, 255, 255)", browser.evaluate(back));
  }

  @Test
  void aSmallWindowHasRoomForEverything() throws IOException {
    browser.open(page, "", 400, 700);
    browser.screenshot(PICTURES.resolve("small.png"));
    assertAll(
        () -> assertEquals(400, browser.number("document.documentElement.scrollWidth")),
        () -> assertEquals(700, browser.number("document.documentElement.scrollHeight")),
        () ->
            assertTrue(
                browser.number("document.getElementById('timeline').clientHeight") > 400,
                "most of it is the timeline"));
  }

  @Test
  void whatIsDrawnIsThere() {
    // The wait is striped, the work is not: count the colours along both.
    String colours =
        """
        (() => {
          const canvas = document.getElementById("timeline");
          const row = canvas.getContext("2d").getImageData(%d, %d, 60, 1).data;
          const seen = new Set();
          for (let i = 0; i < row.length; i += 4) seen.add(row.slice(i, i + 3).join());
          return seen.size;
        })()\
        """;
    int y = 22 + 22 + 4 + 15;
    assertTrue(browser.number(colours.formatted((int) x(690), y)) > 3);
    assertEquals(1, browser.number(colours.formatted((int) x(300), y)));
  }

  @Test
  void anEmptyTraceIsAnEmptyPage() throws IOException {
    Path empty = dir.resolve("empty.html");
    Timeline.write(Files.writeString(dir.resolve("empty.json"), "[]"), empty);
    browser.open(empty, "", 800, 600);
    assertEquals(0, value("spans"));
    assertEquals("0.00", text("#overlap"));
  }
}
