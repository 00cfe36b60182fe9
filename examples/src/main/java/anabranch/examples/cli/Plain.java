package anabranch.examples.cli;

import java.util.regex.Pattern;

/** Text from files of strangers, as it may be printed to a terminal. */
final class Plain {
  /** What moves a cursor, sets colours, or turns the direction of writing. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\r\n\t]]");

  private Plain() {}

  /** The text with characters that are none to look at as their codes. */
  static String text(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(found -> "\\\\u%04x".formatted(found.group().codePointAt(0)));
  }
}
