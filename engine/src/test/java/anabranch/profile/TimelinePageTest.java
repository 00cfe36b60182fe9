package anabranch.profile;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page's file holds; how it looks and behaves is {@link TimelineBrowserTest}'s. */
final class TimelinePageTest {
  private static final Pattern DATA =
      Pattern.compile("<script type=\"text/plain\" class=\"data\">([^<]*)</script>");

  @TempDir Path dir;

  private String page(String name, String trace) throws IOException {
    Path page = dir.resolve("page.html");
    Timeline.write(Files.writeString(dir.resolve(name), trace), page);
    return Files.readString(page);
  }

  /** The parts of the data: the header, then columns. */
  private static List<ByteBuffer> parts(String page) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (MatchResult piece : DATA.matcher(page).results().toList()) {
      packed.write(Base64.getDecoder().decode(piece.group(1)));
    }
    byte[] bytes =
        new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray())).readAllBytes();
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<ByteBuffer> parts = new ArrayList<>();
    while (all.hasRemaining()) {
      int length = all.getInt();
      parts.add(all.slice(all.position(), length));
      all.position(all.position() + length);
    }
    return parts;
  }

  private static String text(ByteBuffer part) {
    return StandardCharsets.UTF_8.decode(part.duplicate()).toString();
  }

  private static String one(Pattern pattern, String page) {
    List<MatchResult> found = pattern.matcher(page).results().toList();
    assertEquals(1, found.size(), pattern.pattern());
    return found.getFirst().group(1);
  }

  @Test
  void theHeaderHasTheNumbersAndTheColumnsTheSpans() throws IOException {
    String page =
        page(
            "t.json",
            """
            [{"ph":"M","name":"process_name","pid":1,"args":{"name":"host"}},
             {"ph":"M","name":"thread_name","pid":1,"tid":2,"args":{"name":"main"}},
             {"ph":"X","name":"add","pid":1,"tid":2,"ts":100,"dur":0.3},
             {"ph":"X","name":"mul","pid":1,"tid":2,"ts":100.5,"dur":0.2}]
            """);
    List<ByteBuffer> parts = parts(page);
    String header = text(parts.getFirst());
    assertAll(
        () -> assertEquals(16, parts.size()),
        () -> assertTrue(header.contains("\"title\":\"t.json\""), header),
        () ->
            assertTrue(
                header.contains("\"wall\":700,\"total\":700,\"busy\":500,\"most\":1"), header),
        () ->
            assertTrue(
                header.contains(
                    "{\"group\":\"host\",\"name\":\"main\",\"stream\":false,\"counted\":true,"
                        + "\"spans\":2,\"busy\":500,\"wall\":700,\"lanes\":1}"),
                header),
        () -> assertEquals(ByteBuffer.wrap(new byte[] {2}), parts.get(1)),
        () -> assertEquals(ByteBuffer.wrap(new byte[] {0, (byte) 0xF4, 3}), parts.get(2)),
        () ->
            assertEquals(
                ByteBuffer.wrap(new byte[] {(byte) 0xAC, 2, (byte) 0xC8, 1}), parts.get(3)));
  }

  @Test
  void nothingIsLoadedFromAnywhere() throws IOException {
    String page = page("t.json", "[]");
    for (String word :
        List.of(
            "http:",
            "https:",
            "src=",
            "href=",
            "url(",
            "@import",
            "fetch(",
            "import(",
            "XMLHttp",
            "WebSocket")) {
      assertFalse(page.contains(word), word);
    }
  }

  @Test
  void thePolicyAllowsExactlyThePagesOwnScriptAndStyle() throws Exception {
    String page = page("t.json", "[]");
    String policy = one(Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\""), page);
    String script = one(Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL), page);
    String style = one(Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL), page);
    assertEquals(
        "default-src 'none'; style-src '%s'; script-src '%s'".formatted(hash(style), hash(script)),
        policy);
  }

  private static String hash(String text) throws Exception {
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(sum);
  }

  @Test
  void everyScriptAndStyleOfTheFolderIsInThePage() throws Exception {
    String page = page("t.json", "[]");
    Path folder =
        Path.of(TimelinePage.class.getResource("/META-INF/anabranch/timeline/page.html").toURI())
            .getParent();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> !file.endsWith("page.html")).toList();
    }
    assertTrue(files.size() > 5, files.toString());
    for (Path file : files) {
      assertTrue(page.contains(Files.readString(file)), file.toString());
    }
  }

  @Test
  void namesCannotBreakOutOfTheData() throws IOException {
    String hostile = "</script><script>alert(1)</script>{{script}}\\u0022'\\ud800\\n";
    String page =
        page(
            "t.json",
            """
            [{"ph":"M","name":"thread_name","pid":1,"tid":1,"args":{"name":"%1$s"}},
             {"ph":"X","name":"%1$s","cat":"%1$s","pid":1,"tid":1,"ts":1,"args":{"%2$s":"%1$s"}}]
            """
                .formatted(hostile, hostile.replace("\\ud800", "")));
    List<ByteBuffer> parts = parts(page);
    String texts = text(parts.getLast());
    assertAll(
        () -> assertFalse(page.contains("alert(1)")),
        () -> assertEquals(2, page.split("<script", -1).length - 1),
        () -> assertTrue(texts.contains("alert(1)</script>{{script}}\"'\uFFFD\n"), texts),
        () -> assertTrue(text(parts.getFirst()).contains("'\uFFFD"), "the row's name"));
  }

  @Test
  void theNameOfTheFileIsEscaped() throws IOException {
    String page = page("a<b>&\"'{{data}}.json", "[]");
    assertAll(
        () ->
            assertTrue(page.contains("<h1>a&lt;b&gt;&amp;&quot;&#39;&#123;&#123;data}}.json</h1>")),
        () -> assertEquals(1, DATA.matcher(page).results().count()));
  }

  @Test
  void dataLongerThanAnElementIsCutIntoSeveral() throws IOException {
    StringBuilder trace = new StringBuilder("[");
    Random random = new Random(1);
    for (int i = 0; i < 60_000; i++) {
      trace
          .append(i == 0 ? "" : ",")
          .append("{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"dur\":1,\"ts\":")
          .append(2 * i)
          .append(",\"name\":\"");
      for (int j = 0; j < 6; j++) {
        trace.append(Long.toHexString(random.nextLong()));
      }
      trace.append("\"}");
    }
    String page = page("t.json", trace.append("]").toString());
    assertTrue(DATA.matcher(page).results().count() > 1);
    assertTrue(text(parts(page).getFirst()).contains("\"spans\":60000"));
  }

  @Test
  void aTraceThatCannotBeReadLeavesAnOlderPageAsItWas() throws IOException {
    Path old = Files.writeString(dir.resolve("page.html"), "old");
    Path bad = Files.writeString(dir.resolve("bad.json"), "[{\"ph\":}]");
    assertThrows(TimelineFormatException.class, () -> Timeline.write(bad, old));
    assertEquals("old", Files.readString(old));
    try (Stream<Path> files = Files.list(dir)) {
      assertEquals(2, files.count());
    }
  }
}
