package anabranch.script.ops;

import anabranch.script.type.Type;
import anabranch.script.type.Type.Simple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads schemas such as {@code add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor}.
 */
final class SchemaReader {
  private final String text;
  private int at;

  private SchemaReader(String text) {
    this.text = text;
  }

  static Schema read(String text) {
    SchemaReader reader = new SchemaReader(text);
    try {
      return reader.schema();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not a schema at " + reader.at + ": " + text, e);
    }
  }

  private Schema schema() {
    String name = word();
    int dot = name.indexOf('.', 1);
    List<Schema.Parameter> parameters = new ArrayList<>();
    boolean keyword = false;
    boolean variadic = false;
    expect("(");
    while (!accept(")")) {
      if (accept("...")) {
        variadic = true;
      } else if (accept("*")) {
        keyword = true;
      } else {
        parameters.add(parameter(keyword));
      }
      accept(",");
    }
    expect("->");
    return new Schema(
        text, dot < 0 ? name : name.substring(0, dot), List.copyOf(parameters), variadic, type());
  }

  private Schema.Parameter parameter(boolean keyword) {
    Type type = type();
    String name = word();
    boolean optional = accept("=");
    return new Schema.Parameter(name, type, optional, optional ? value() : null, keyword);
  }

  private Type type() {
    Type type = plain();
    while (true) {
      if (accept("?")) {
        type = Type.optional(type);
      } else if (accept("[")) {
        boolean one = !accept("]");
        if (one) {
          word();
          expect("]");
        }
        type = new Type.ListOf(type, one);
      } else {
        return type;
      }
    }
  }

  private Type plain() {
    if (accept("(")) {
      List<Type> items = new ArrayList<>();
      while (!accept(")")) {
        items.add(type());
        accept(",");
      }
      return items.isEmpty() ? Simple.NONE : new Type.TupleOf(items);
    }
    String word = word();
    return switch (word) {
      case "Tensor" -> Simple.TENSOR;
      case "int", "ScalarType", "Layout", "MemoryFormat" -> Simple.INT;
      case "float" -> Simple.FLOAT;
      case "bool" -> Simple.BOOL;
      case "str" -> Simple.STR;
      case "Scalar" -> Simple.NUMBER;
      case "Device" -> Simple.DEVICE;
      case "None" -> Simple.NONE;
      case "Any" -> Simple.ANY;
      case "Dict" -> dict();
      case "Future" -> {
        expect("(");
        Type of = type();
        expect(")");
        yield new Type.FutureOf(of);
      }
      default -> new Type.Variable(word);
    };
  }

  private Type dict() {
    expect("(");
    Type key = type();
    expect(",");
    Type value = type();
    expect(")");
    return new Type.DictOf(key, value);
  }

  private @Nullable Object value() {
    if (accept("[")) {
      Values.ListValue list = new Values.ListValue();
      while (!accept("]")) {
        list.items().add(value());
        accept(",");
      }
      return list;
    }
    if (accept("\"")) {
      int end = text.indexOf('"', at);
      String string = text.substring(at, end);
      at = end + 1;
      return string;
    }
    String word = word();
    return switch (word) {
      case "None" -> null;
      case "True" -> true;
      case "False" -> false;
      default -> number(word);
    };
  }

  private static Object number(String word) {
    boolean real = word.contains(".") || word.contains("e");
    return real ? (Object) Double.valueOf(word) : (Object) Long.valueOf(word);
  }

  private String word() {
    spaces();
    int start = at;
    while (at < text.length() && "()[],?=* \"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (start == at) {
      throw new IllegalArgumentException("a word is missing");
    }
    return text.substring(start, at);
  }

  private void spaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private boolean accept(String word) {
    spaces();
    if (text.startsWith(word, at)) {
      at += word.length();
      return true;
    }
    return false;
  }

  private void expect(String word) {
    if (!accept(word)) {
      throw new IllegalArgumentException("expected " + word);
    }
  }
}
