package anabranch.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/**
 * Puts the page together: {@code page.html} with the style, the scripts and the data inside. The
 * page's own security policy lets it run these scripts and load nothing.
 */
final class TimelinePage {
  private static final String FOLDER = "/META-INF/anabranch/timeline/";
  private static final List<String> SCRIPTS =
      List.of(
          "data.js",
          "units.js",
          "theme.js",
          "layout.js",
          "view.js",
          "draw.js",
          "overview.js",
          "summary.js",
          "inspect.js",
          "search.js",
          "input.js",
          "main.js");

  /** A multiple of three, so that pieces of base64 end without padding. */
  private static final int PIECE = 3 << 20;

  private TimelinePage() {}

  /** Writes the page and returns what the data says. */
  static TimelineSummary write(TimelineTrace trace, String title, OutputStream out)
      throws IOException {
    String script = script();
    String style = resource("timeline.css");
    String page =
        resource("page.html")
            .replace("{{title}}", escape(TimelineStrings.wellFormed(title)))
            .replace("{{style-hash}}", hash(style))
            .replace("{{script-hash}}", hash(script))
            .replace("{{style}}", style)
            .replace("{{script}}", script);
    String[] around = page.split("\\{\\{data}}", -1);
    out.write(around[0].getBytes(StandardCharsets.UTF_8));
    Pieces pieces = new Pieces(out);
    TimelineSummary summary;
    try (GZIPOutputStream gzip = new GZIPOutputStream(pieces, 1 << 16)) {
      summary = TimelineData.write(trace, title, gzip);
    }
    out.write(around[1].getBytes(StandardCharsets.UTF_8));
    return summary;
  }

  private static String script() throws IOException {
    StringBuilder script = new StringBuilder("\n\"use strict\";\n(() => {\n");
    for (String name : SCRIPTS) {
      script.append(resource(name)).append('\n');
    }
    return script.append("})();\n").toString();
  }

  static String resource(String name) throws IOException {
    try (InputStream in = TimelinePage.class.getResourceAsStream(FOLDER + name)) {
      byte[] bytes =
          Objects.requireNonNull(in, () -> FOLDER + name + " is not in the jar").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
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

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replace("{", "&#123;");
  }

  /** Cuts what is written into elements of base64, none longer than a browser's strings may be. */
  private static final class Pieces extends OutputStream {
    private final OutputStream page;
    private final byte[] piece = new byte[PIECE];
    private int filled;

    Pieces(OutputStream page) {
      this.page = page;
    }

    @Override
    public void write(int b) throws IOException {
      piece[filled++] = (byte) b;
      if (filled == PIECE) {
        flushPiece();
      }
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      for (int done = 0; done < length; ) {
        int n = Math.min(length - done, PIECE - filled);
        System.arraycopy(from, offset + done, piece, filled, n);
        filled += n;
        done += n;
        if (filled == PIECE) {
          flushPiece();
        }
      }
    }

    private void flushPiece() throws IOException {
      byte[] bytes = Arrays.copyOf(piece, filled);
      filled = 0;
      page.write("<script type=\"text/plain\" class=\"data\">".getBytes(StandardCharsets.UTF_8));
      page.write(Base64.getEncoder().encode(bytes));
      page.write("</script>\n".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
      if (filled > 0) {
        flushPiece();
      }
    }
  }
}
