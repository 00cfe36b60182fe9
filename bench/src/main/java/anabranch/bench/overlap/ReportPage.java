package anabranch.bench.overlap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The report as one page for a browser: {@code page.html} with style, scripts, Apache ECharts and
 * the JSON inside. The page's own security policy lets it run these scripts and load nothing.
 */
final class ReportPage {
  private static final String FOLDER = "/META-INF/anabranch/overlap/";
  private static final String CHARTS = "echarts.min.js";
  private static final List<String> SCRIPTS =
      List.of("data.js", "theme.js", "heat.js", "lines.js", "size.js", "table.js", "main.js");

  private ReportPage() {}

  /**
   * The page of a report.
   *
   * @param json what {@link ReportJson} made
   * @throws IllegalArgumentException if it is something else
   */
  static String of(String json) {
    check(json);
    try {
      String style = resource("overlap.css");
      String charts = inline(resource(CHARTS));
      String script = script();
      return resource("page.html")
          .replace("{{style-hash}}", hash(style))
          .replace("{{charts-hash}}", hash(charts))
          .replace("{{script-hash}}", hash(script))
          .replace("{{style}}", style)
          .replace("{{script}}", script)
          .replace("{{data}}", json.replace("<", "\\u003c"))
          .replace("{{charts}}", charts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(String json) {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT
          || !"schema".equals(parser.nextFieldName())
          || !ReportJson.SCHEMA.equals(parser.nextTextValue())) {
        throw new IllegalArgumentException(
            "no report of overlap: it does not begin with the schema " + ReportJson.SCHEMA);
      }
      while (parser.nextToken() != null) {
        // A file that was cut off throws here.
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("no report of overlap: " + e.getMessage(), e);
    }
  }

  private static String script() throws IOException {
    StringBuilder script = new StringBuilder("\n\"use strict\";\n(() => {\n");
    for (String name : SCRIPTS) {
      script.append(inline(resource(name))).append('\n');
    }
    return script.append("})();\n").toString();
  }

  /** What a browser would take for the end of a script must not be in it. */
  private static String inline(String script) {
    if (script.contains("</script") || script.contains("<!--") || script.contains("\r")) {
      throw new IllegalStateException("a script cannot stand inside of a page");
    }
    return script;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException(FOLDER + name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] sum = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
