package anabranch.script.ops;

import anabranch.Tensor;
import anabranch.script.ops.Values.DictValue;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.TupleValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Python prints them. */
public final class Text {
  private static final int MAX_DEPTH = 32;

  private Text() {}

  /** The text of {@code value}: a string as it is. */
  public static String of(@Nullable Object value) {
    return value instanceof String text ? text : quoted(value, 0);
  }

  private static String quoted(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      return "...";
    }
    return switch (value) {
      case null -> "None";
      case String text -> "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
      case Boolean b -> b ? "True" : "False";
      case Long n -> n.toString();
      case Double x -> real(x);
      case Tensor t -> t.toString();
      case ListValue list -> "[" + joined(list.items(), depth) + "]";
      case TupleValue tuple ->
          "(" + joined(tuple.items(), depth) + (tuple.size() == 1 ? ",)" : ")");
      case DictValue dict ->
          dict.snapshot().stream()
              .map(e -> quoted(e.getKey(), depth + 1) + ": " + quoted(e.getValue(), depth + 1))
              .collect(Collectors.joining(", ", "{", "}"));
      case anabranch.Device device -> device.name();
      default -> "<" + Values.kind(value) + ">";
    };
  }

  private static String joined(List<@Nullable Object> items, int depth) {
    return items.stream().map(i -> quoted(i, depth + 1)).collect(Collectors.joining(", "));
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
