package anabranch.script.compile;

import anabranch.script.ops.Values.DictValue;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.TupleValue;
import anabranch.script.syntax.Expr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions whose value is known without running anything. */
final class Literals {
  private Literals() {}

  /** What stands for an expression that is no literal. */
  static final class NotLiteral extends Exception {
    private static final long serialVersionUID = 1L;
  }

  static boolean is(Expr expr) {
    return switch (expr) {
      case Expr.Int n -> true;
      case Expr.Real x -> true;
      case Expr.Text s -> true;
      case Expr.Bool b -> true;
      case Expr.None none -> true;
      default -> false;
    };
  }

  static @Nullable Object value(Expr expr) throws NotLiteral {
    return switch (expr) {
      case Expr.Int n -> n.value();
      case Expr.Real x -> x.value();
      case Expr.Text s -> s.value();
      case Expr.Bool b -> b.value();
      case Expr.None none -> null;
      case Expr.ListOf list -> new ListValue(values(list.items()));
      case Expr.TupleOf tuple -> new TupleValue(values(tuple.items()).toArray(), null);
      case Expr.DictOf dict when dict.keys().isEmpty() -> new DictValue();
      default -> throw new NotLiteral();
    };
  }

  private static List<@Nullable Object> values(List<Expr> items) throws NotLiteral {
    List<@Nullable Object> values = new ArrayList<>();
    for (Expr item : items) {
      values.add(value(item));
    }
    return values;
  }
}
