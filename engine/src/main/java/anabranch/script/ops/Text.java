package anabranch.script.ops;

import anabranch.Tensor;
import anabranch.script.ops.Values.DictValue;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.TupleValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as Python prints them. */
public final class Text {
  private static final int MAX_DEPTH = 32;

  /** Characters after which a value's text is cut. */
  private static final int LONGEST = 1 << 20;

  private final StringBuilder out = new StringBuilder();

  private Text() {}

  /** The text of {@code value}: a string as it is. */
  public static String of(@Nullable Object value) {
    return value instanceof String text ? text : quoted(value);
  }

  private static String quoted(@Nullable Object value) {
    return new Text().add(value, 0).out.toString();
  }

  private Text add(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH || out.length() > LONGEST) {
      out.append("...");
      return this;
    }
    switch (value) {
      case null -> out.append("None");
      case String text ->
          out.append('\'').append(text.replace("\\", "\\\\").replace("'", "\\'")).append('\'');
      case Boolean b -> out.append(b ? "True" : "False");
      case Long n -> out.append(n);
      case Double x -> out.append(real(x));
      case Tensor t -> out.append(t);
      case ListValue list -> addAll("[", list.items(), "]", depth);
      case TupleValue tuple -> addAll("(", tuple.items(), tuple.size() == 1 ? ",)" : ")", depth);
      case DictValue dict -> addEntries(dict, depth);
      case anabranch.Device device -> out.append(device.name());
      default -> out.append('<').append(Values.kind(value)).append('>');
    }
    return this;
  }

  private void addAll(String open, List<@Nullable Object> items, String close, int depth) {
    out.append(open);
    for (int i = 0; i < items.size() && out.length() <= LONGEST; i++) {
      out.append(i == 0 ? "" : ", ");
      add(items.get(i), depth + 1);
    }
    out.append(close);
  }

  private void addEntries(DictValue dict, int depth) {
    out.append('{');
    String between = "";
    for (Map.Entry<Object, @Nullable Object> entry : dict.snapshot()) {
      out.append(between);
      add(entry.getKey(), depth + 1).out.append(": ");
      add(entry.getValue(), depth + 1);
      between = ", ";
    }
    out.append('}');
  }

  /** The shortest text that reads as the same number. */
  static String real(double x) {
    if (Double.isNaN(x)) {
      return "nan";
    }
    if (Double.isInfinite(x)) {
      return x > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(x);
    if (size != 0 && (size < 1e-4 || size >= 1e16)) {
      String[] parts = Double.toString(x).split("E", -1);
      String digits =
          parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
      int exponent = Integer.parseInt(parts[1]);
      return "%se%s%02d".formatted(digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
    String plain = new BigDecimal(Double.toString(x)).toPlainString();
    String signed = x == 0 && 1 / x < 0 ? "-0.0" : plain;
    return signed.contains(".") ? signed : signed + ".0";
  }
}
