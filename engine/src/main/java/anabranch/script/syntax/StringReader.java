package anabranch.script.syntax;

/** One string literal, in single, double or triple quotes, with Python's escapes. */
final class StringReader {
  private final Source source;
  private final String text;
  private final int start;
  private final StringBuilder value = new StringBuilder();
  private int at;

  StringReader(Source source, int start) {
    this.source = source;
    this.text = source.text();
    this.start = start;
    this.at = start;
    read();
  }

  String value() {
    return value.toString();
  }

  int end() {
    return at;
  }

  private void read() {
    String one = text.substring(at, at + 1);
    String quote = text.startsWith(one.repeat(3), at) ? one.repeat(3) : one;
    at += quote.length();
    while (!text.startsWith(quote, at)) {
      if (at >= text.length() || (quote.length() == 1 && text.charAt(at) == '\n')) {
        throw source.error(start, "this string has no end");
      }
      if (text.charAt(at) == '\\') {
        escape();
      } else {
        value.append(text.charAt(at++));
      }
    }
    at += quote.length();
  }

  private void escape() {
    if (at + 1 >= text.length()) {
      throw source.error(start, "this string has no end");
    }
    char c = text.charAt(at + 1);
    at += 2;
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case 'a' -> value.append('\u0007');
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'v' -> value.append('\u000b');
      case '\\', '\'', '"' -> value.append(c);
      case '\n' -> {}
      case 'x' -> value.append((char) digits(2, 16));
      case 'u' -> value.append((char) digits(4, 16));
      default -> {
        if (c < '0' || c > '7') {
          value.append('\\').append(c);
          return;
        }
        at--;
        value.append((char) digits(3, 8));
      }
    }
  }

  private int digits(int count, int radix) {
    int end = at;
    while (end < text.length()
        && end - at < count
        && Character.digit(text.charAt(end), radix) >= 0) {
      end++;
    }
    if (end == at || (radix == 16 && end - at < count)) {
      throw source.error(at, "this escape lacks digits");
    }
    int code = Integer.parseInt(text.substring(at, end), radix);
    at = end;
    return code;
  }
}
