package anabranch.script.compile;

import anabranch.script.syntax.Expr;
import anabranch.script.type.Type;
import anabranch.script.type.Type.Simple;

/** What a condition says about the variables in it. */
final class Refine {
  private Refine() {}

  /** The {@code flow} where {@code condition} is {@code holds}. */
  static Flow when(Unit unit, Expr condition, boolean holds, Flow flow) {
    switch (condition) {
      case Expr.Unary unary when unary.operator().equals("not") ->
          when(unit, unary.operand(), !holds, flow);
      case Expr.Logical logical when logical.and() == holds -> {
        when(unit, logical.left(), holds, flow);
        when(unit, logical.right(), holds, flow);
      }
      case Expr.Binary binary
          when binary.left() instanceof Expr.Name name && binary.right() instanceof Expr.None ->
          compared(name.name(), binary.operator(), holds, flow);
      case Expr.Call call
          when call.function() instanceof Expr.Name f
              && f.name().equals("isinstance")
              && call.arguments().size() == 2
              && call.arguments().getFirst() instanceof Expr.Name name
              && !(call.arguments().get(1) instanceof Expr.TupleOf) -> {
        if (holds && flow.types().containsKey(name.name())) {
          flow.types().put(name.name(), unit.type(call.arguments().get(1)));
        }
      }
      default -> {}
    }
    return flow;
  }

  private static void compared(String name, String operator, boolean holds, Flow flow) {
    boolean is = operator.equals("is") || operator.equals("==");
    if (!is && !operator.equals("is not") && !operator.equals("!=")) {
      return;
    }
    Type type = flow.types().get(name);
    if (type instanceof Type.OptionalOf optional) {
      flow.types().put(name, is == holds ? Simple.NONE : optional.of());
    }
  }
}
