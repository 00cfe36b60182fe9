package anabranch.script.type;

import anabranch.script.syntax.Expr;
import anabranch.script.type.Type.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes types of the expressions that name them. */
public final class TypeReader {
  private final Function<String, @Nullable ClassType> classes;

  /** What is no type. */
  public static final class NotAType extends Exception {
    private static final long serialVersionUID = 1L;
    private final int at;

    NotAType(int at, String problem) {
      super(problem);
      this.at = at;
    }

    /** Where it is in the text. */
    public int at() {
      return at;
    }
  }

  /**
   * A reader.
   *
   * @param classes finds a class by its full name, or gives null
   */
  public TypeReader(Function<String, @Nullable ClassType> classes) {
    this.classes = classes;
  }

  /** The type that {@code expr} names. */
  public Type read(Expr expr) throws NotAType {
    return switch (expr) {
      case Expr.None none -> Simple.NONE;
      case Expr.Subscript generic -> generic(generic);
      case Expr.Name name -> named(expr, name.name());
      case Expr.Attribute attribute -> named(expr, dotted(attribute));
      default -> throw new NotAType(expr.at(), "this is not a type");
    };
  }

  /** {@code a.b.c} as text, or empty for what is not just names. */
  public static String dotted(Expr expr) {
    return switch (expr) {
      case Expr.Name name -> name.name();
      case Expr.Attribute attribute -> {
        String target = dotted(attribute.target());
        yield target.isEmpty() ? "" : target + "." + attribute.name();
      }
      default -> "";
    };
  }

  private Type named(Expr expr, String name) throws NotAType {
    Type simple =
        switch (name) {
          case "Tensor", "torch.Tensor" -> Simple.TENSOR;
          case "int", "Layout", "MemoryFormat", "ScalarType", "torch.dtype" -> Simple.INT;
          case "float" -> Simple.FLOAT;
          case "bool" -> Simple.BOOL;
          case "str" -> Simple.STR;
          case "NoneType" -> Simple.NONE;
          case "number", "Scalar" -> Simple.NUMBER;
          case "Device", "torch.device" -> Simple.DEVICE;
          case "Any", "typing.Any" -> Simple.ANY;
          case "List", "list" -> new Type.ListOf(Simple.TENSOR);
          default -> classes.apply(name);
        };
    if (simple == null) {
      throw new NotAType(
          expr.at(), "type " + (name.isEmpty() ? "this" : "'" + name + "'") + " is not supported");
    }
    return simple;
  }

  private Type generic(Expr.Subscript expr) throws NotAType {
    String name = dotted(expr.target());
    List<Expr> arguments =
        expr.index() instanceof Expr.TupleOf tuple ? tuple.items() : List.of(expr.index());
    List<Type> types = new ArrayList<>();
    for (Expr argument : arguments) {
      types.add(read(argument));
    }
    String plain = name.substring(name.lastIndexOf('.') + 1);
    String form = plain + "/" + Math.min(types.size(), 3);
    return switch (form) {
      case "List/1", "list/1" -> new Type.ListOf(types.getFirst());
      case "Optional/1" -> Type.optional(types.getFirst());
      case "Future/1" -> new Type.FutureOf(types.getFirst());
      case "Final/1" -> types.getFirst();
      case "Dict/2", "dict/2" -> new Type.DictOf(types.get(0), types.get(1));
      default -> several(expr, plain, types);
    };
  }

  private static Type several(Expr.Subscript expr, String name, List<Type> types) throws NotAType {
    return switch (name) {
      case "Tuple", "tuple" -> new Type.TupleOf(types);
      case "Union" -> types.stream().reduce(Type::either).orElse(Simple.ANY);
      default -> throw new NotAType(expr.at(), "type '" + name + "[...]' is not supported");
    };
  }
}
