package anabranch.script.ops;

import anabranch.script.ops.Values.ListValue;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Strings. */
final class TextOps {
  private TextOps() {}

  static void add(OpTable.Builder t) {
    t.op("len.str(str s) -> int", a -> (long) a.text(0).length());
    t.op("add.str(str a, str b) -> str", a -> made(a, a.text(0) + a.text(1)));
    t.op("mul.str(str a, int b) -> str", TextOps::repeated);
    compare(t, "eq", (x, y) -> x.equals(y));
    compare(t, "ne", (x, y) -> !x.equals(y));
    compare(t, "lt", (x, y) -> x.compareTo(y) < 0);
    compare(t, "gt", (x, y) -> x.compareTo(y) > 0);
    t.op("__contains__.str(str self, str part) -> bool", a -> a.text(0).contains(a.text(1)));
    t.op("__getitem__.str(str s, int index) -> str", a -> character(a.text(0), a.integer(1)));
    t.op(
        "slice.str(str string, int? start=None, int? end=None, int step=1) -> str", TextOps::slice);
    t.op("format(str self, ...) -> str", TextOps::format);
    t.op("prim::str(Any a) -> str", a -> made(a, Text.of(a.value(0))));
    map(t, "lower", s -> s.toLowerCase(Locale.ROOT));
    map(t, "upper", s -> s.toUpperCase(Locale.ROOT));
    t.op("strip(str self, str? chars=None) -> str", a -> strip(a, true, true));
    t.op("lstrip(str self, str? chars=None) -> str", a -> strip(a, true, false));
    t.op("rstrip(str self, str? chars=None) -> str", a -> strip(a, false, true));
    t.op(
        "startswith(str self, str substr, int start=0, int end=-1) -> bool",
        a -> a.text(0).startsWith(a.text(1)));
    t.op(
        "endswith(str self, str substr, int start=0, int end=-1) -> bool",
        a -> a.text(0).endsWith(a.text(1)));
    t.op("find(str self, str substr, int start=0, int end=-1) -> int", a -> find(a, true));
    t.op("rfind(str self, str substr, int start=0, int end=-1) -> int", a -> find(a, false));
    t.op("count.str(str self, str substr, int start=0, int end=-1) -> int", TextOps::count);
    t.op(
        "replace(str self, str old, str new, int max=-1) -> str",
        a -> made(a, grown(a, a.text(0), a.text(1), a.text(2))));
    t.op("join(str self, str[] values) -> str", TextOps::join);
    t.op("split.str(str self, str? separator=None, int max=-1) -> str[]", TextOps::split);
    t.op("isdigit(str self) -> bool", a -> a.text(0).matches("[0-9]+"));
    t.op("isalpha(str self) -> bool", a -> a.text(0).matches("\\p{L}+"));
    t.op("ord(str string) -> int", a -> (long) character(a.text(0), 0).codePointAt(0));
    t.op("list.str(str t) -> str[]", TextOps::characters);
  }

  private static void compare(OpTable.Builder t, String name, BiPredicate<String, String> f) {
    t.op(name + ".str(str a, str b) -> bool", a -> f.test(a.text(0), a.text(1)));
  }

  private static void map(OpTable.Builder t, String name, UnaryOperator<String> f) {
    t.op(name + "(str self) -> str", a -> made(a, f.apply(a.text(0))));
  }

  private static String made(Args a, String text) {
    a.host().charge(2L * text.length());
    return text;
  }

  private static String repeated(Args a) {
    long times = Math.max(a.integer(1), 0);
    if (!a.text(0).isEmpty() && times > Integer.MAX_VALUE / a.text(0).length()) {
      throw new ScriptError("MemoryError: a string of that length is not supported");
    }
    a.host().charge(2L * a.text(0).length() * times);
    return a.text(0).repeat((int) times);
  }

  private static String grown(Args a, String text, String old, String by) {
    long most = text.length() + (text.length() + 1L) * by.length();
    a.host().charge(2 * most);
    if (most > Integer.MAX_VALUE / 2) {
      throw new ScriptError("MemoryError: a string of that length is not supported");
    }
    if (a.integer(3) < 0) {
      return text.replace(old, by);
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (long left = a.integer(3); left > 0; left--) {
      int next = text.indexOf(old, from);
      if (next < 0 || old.isEmpty()) {
        break;
      }
      out.append(text, from, next).append(by);
      from = next + old.length();
    }
    return out.append(text, from, text.length()).toString();
  }

  private static String character(String text, long index) {
    long i = index < 0 ? index + text.length() : index;
    if (i < 0 || i >= text.length()) {
      throw new ScriptError("IndexError: string index out of range: " + index);
    }
    return text.substring((int) i, (int) i + 1);
  }

  private static String slice(Args a) {
    String text = a.text(0);
    StringBuilder out = new StringBuilder();
    Slices.of(text.length(), a, 1).forEach(i -> out.append(text.charAt(i)));
    return made(a, out.toString());
  }

  private static String format(Args a) {
    String pattern = a.text(0);
    StringBuilder out = new StringBuilder();
    int next = 1;
    int at = 0;
    for (int hole = pattern.indexOf("{}"); hole >= 0; hole = pattern.indexOf("{}", at)) {
      if (next >= a.count()) {
        throw new ScriptError("IndexError: format: too few arguments for '" + pattern + "'");
      }
      out.append(pattern, at, hole).append(Text.of(a.value(next++)));
      a.host().charge(2L * out.length());
      at = hole + 2;
    }
    return made(a, out.append(pattern.substring(at)).toString());
  }

  private static String strip(Args a, boolean left, boolean right) {
    String text = a.text(0);
    String chars = a.isNone(1) ? " \t\n\r\f\u000b" : a.text(1);
    int from = 0;
    int to = text.length();
    while (left && from < to && chars.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (right && to > from && chars.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }

  /** An end of -1 is the end of the string, as PyTorch has it. */
  private static long find(Args a, boolean first) {
    String text = a.text(0);
    long end = a.integer(3) < 0 ? text.length() + 1 + a.integer(3) : a.integer(3);
    int to = Math.clamp(end, 0, text.length());
    int from = Math.clamp(a.integer(2), 0, text.length());
    String part = text.substring(Math.min(from, to), to);
    int found = first ? part.indexOf(a.text(1)) : part.lastIndexOf(a.text(1));
    return found < 0 ? -1 : found + Math.min(from, to);
  }

  private static long count(Args a) {
    String part = a.text(1);
    long count = 0;
    for (int at = a.text(0).indexOf(part);
        at >= 0 && !part.isEmpty();
        at = a.text(0).indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private static String join(Args a) {
    StringBuilder out = new StringBuilder();
    for (Object item : a.items(1)) {
      if (!(item instanceof String text)) {
        throw new ScriptError("join: expected a list of str, got " + Values.kind(item) + " in it");
      }
      a.host().charge(2L * (text.length() + a.text(0).length()));
      out.append(out.isEmpty() ? "" : a.text(0)).append(text);
    }
    return out.toString();
  }

  private static ListValue split(Args a) {
    ListValue out = new ListValue();
    a.host().charge(64L * (a.text(0).length() + 1));
    String text = a.text(0);
    if (a.isNone(1)) {
      for (String word : text.strip().split("\\s+", -1)) {
        if (!word.isEmpty()) {
          out.items().add(word);
        }
      }
      return out;
    }
    String separator = a.text(1);
    if (separator.isEmpty()) {
      throw new ScriptError("ValueError: empty separator");
    }
    int from = 0;
    long left = a.integer(2);
    for (int at = text.indexOf(separator);
        at >= 0 && left != 0;
        at = text.indexOf(separator, from)) {
      out.items().add(text.substring(from, at));
      from = at + separator.length();
      left--;
    }
    out.items().add(text.substring(from));
    return out;
  }

  private static ListValue characters(Args a) {
    ListValue out = new ListValue();
    a.host().charge(64L * a.text(0).length());
    for (int i = 0; i < a.text(0).length(); i++) {
      out.items().add(a.text(0).substring(i, i + 1));
    }
    return out;
  }

  static long integer(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new ScriptError("ValueError: invalid literal for int(): '" + text + "'");
    }
  }

  static double real(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    @Nullable Double special =
        switch (word) {
          case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
          case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
          case "nan" -> Double.NaN;
          default -> null;
        };
    if (special != null) {
      return special;
    }
    if (!word.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?")) {
      throw new ScriptError("ValueError: could not convert string to float: '" + text + "'");
    }
    return Double.parseDouble(word);
  }
}
