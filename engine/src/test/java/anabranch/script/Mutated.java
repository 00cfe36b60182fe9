package anabranch.script;

import java.util.List;
import java.util.Random;

/** Programs that somebody has tampered with. */
public final class Mutated {
  private static final List<String> WORDS =
      List.of(
          "def ",
          "if ",
          "while ",
          "for ",
          "return ",
          "torch.",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ":",
          ",",
          "\n",
          "    ",
          "0",
          "-1",
          "9223372036854775807",
          "1e308",
          "x",
          "f",
          "None",
          "\"",
          "=",
          "+",
          "**",
          "//",
          "%",
          "and ",
          "not ",
          "is ",
          "in ",
          "lambda ",
          "torch.jit.fork(",
          "break",
          "annotate(",
          "CONSTANTS.c0",
          "__torch__.",
          "List[",
          "Optional[",
          "@",
          "\t",
          "\\",
          "#",
          ".",
          "range(",
          "append(",
          "<<",
          "torch.zeros(",
          "* (1 << 40)",
          "é");

  private Mutated() {}

  /** A text made of {@code text} by a few changes. */
  public static String of(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    for (int changes = 1 + random.nextInt(3); changes > 0 && !out.isEmpty(); changes--) {
      int at = random.nextInt(out.length());
      if (random.nextBoolean()) {
        swap(out, at, random);
        continue;
      }
      int end = Math.min(out.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(6)) {
        case 0 -> out.delete(at, end);
        case 1 -> out.insert(at, WORDS.get(random.nextInt(WORDS.size())));
        case 2 -> out.replace(at, end, WORDS.get(random.nextInt(WORDS.size())));
        case 3 -> out.insert(random.nextInt(out.length()), out.substring(at, end));
        case 4 -> out.setCharAt(at, (char) random.nextInt(128));
        default -> out.setLength(Math.max(at, 1));
      }
    }
    return out.toString();
  }

  /** Puts a word from elsewhere in the place of the one at {@code at}. */
  private static void swap(StringBuilder out, int at, Random random) {
    int[] here = word(out, at);
    int[] there = word(out, random.nextInt(out.length()));
    out.replace(here[0], here[1], out.substring(there[0], there[1]));
  }

  private static int[] word(StringBuilder text, int at) {
    int start = at;
    int end = at + 1;
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    return new int[] {start, end};
  }
}
