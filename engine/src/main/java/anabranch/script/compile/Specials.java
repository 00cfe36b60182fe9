package anabranch.script.compile;

import anabranch.script.run.Steps;
import anabranch.script.run.Wait;
import anabranch.script.syntax.Expr;
import anabranch.script.type.Match;
import anabranch.script.type.Type;
import anabranch.script.type.Type.Simple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles what looks like a call, but is part of the language. */
final class Specials {
  private final Unit unit;

  Specials(Unit unit) {
    this.unit = unit;
  }

  /** The value of a call of {@code name} if that is part of the language, else null. */
  @Nullable Operand call(Expr.Call e, String name, int to) {
    return switch (name) {
      case "fork", "torch.jit.fork", "torch.jit._fork" -> unit.calls.fork(e, to);
      case "wait", "torch.wait", "torch.jit.wait", "torch.jit._wait" -> await(e, to);
      case "annotate", "torch.jit.annotate" -> annotate(e, to);
      case "unchecked_cast" -> cast(e);
      case "uninitialized" -> uninitialized(e);
      case "getattr" -> attribute(e, to);
      case "hasattr", "callable" -> unit.problem(e.at(), name + " is not supported");
      case "isinstance" -> isInstance(e, to);
      case "tuple" -> tuple(e);
      case "torch.jit.is_scripting", "torch.jit.is_tracing" ->
          unit.emitter.constant(name.endsWith("scripting"));
      case "range", "enumerate", "zip", "reversed" ->
          unit.problem(e.at(), name + " is supported in for only");
      default -> null;
    };
  }

  private @Nullable Operand wrong(Expr.Call e, int arguments) {
    return e.arguments().size() == arguments && e.keywords().isEmpty()
        ? null
        : unit.problem(
            e.at(), "%d arguments are expected, got %d".formatted(arguments, e.arguments().size()));
  }

  private Operand await(Expr.Call e, int to) {
    Operand wrong = wrong(e, 1);
    if (wrong != null) {
      return wrong;
    }
    Operand future = unit.expressions.value(e.arguments().getFirst());
    Type type =
        switch (future.type()) {
          case Type.FutureOf f -> f.of();
          case Simple simple when simple == Simple.ANY -> Simple.ANY;
          default -> unit.problem(e.at(), "wait takes a Future, got " + future.type()).type();
        };
    int slot = unit.target(to);
    unit.emitter.emit(new Wait(e.at(), future.index(), slot));
    return new Operand(slot, type);
  }

  private Operand annotate(Expr.Call e, int to) {
    Operand wrong = wrong(e, 2);
    return wrong != null
        ? wrong
        : unit.expressions.typed(e.arguments().get(1), unit.type(e.arguments().getFirst()), to);
  }

  private Operand cast(Expr.Call e) {
    Operand wrong = wrong(e, 2);
    return wrong != null
        ? wrong
        : unit.expressions.value(e.arguments().get(1)).as(unit.type(e.arguments().getFirst()));
  }

  private Operand uninitialized(Expr.Call e) {
    Operand wrong = wrong(e, 1);
    return wrong != null ? wrong : unit.emitter.constant(null, unit.type(e.arguments().getFirst()));
  }

  private Operand attribute(Expr.Call e, int to) {
    Operand wrong = wrong(e, 2);
    if (wrong != null) {
      return wrong;
    }
    if (!(e.arguments().get(1) instanceof Expr.Text name)) {
      return unit.problem(e.at(), "getattr takes a constant name");
    }
    Operand object = unit.expressions.value(e.arguments().getFirst());
    return unit.expressions.attribute(e.at(), object, name.value(), to);
  }

  private Operand isInstance(Expr.Call e, int to) {
    Operand wrong = wrong(e, 2);
    if (wrong != null) {
      return wrong;
    }
    Operand value = unit.expressions.value(e.arguments().getFirst());
    Expr types = e.arguments().get(1);
    Type type =
        types instanceof Expr.TupleOf tuple
            ? tuple.items().stream().map(unit::type).reduce(Type::either).orElse(Simple.ANY)
            : unit.type(types);
    int slot = unit.target(to);
    unit.emitter.emit(new Steps.IsInstance(e.at(), value.index(), type, slot));
    return new Operand(slot, Simple.BOOL);
  }

  private Operand tuple(Expr.Call e) {
    Operand wrong = wrong(e, 1);
    if (wrong != null) {
      return wrong;
    }
    Operand value = unit.expressions.value(e.arguments().getFirst());
    List<Type> items = Match.items(value.type());
    return items != null ? value : unit.problem(e.at(), "tuple takes a tuple, got " + value.type());
  }
}
