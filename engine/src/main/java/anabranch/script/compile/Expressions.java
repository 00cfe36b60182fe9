package anabranch.script.compile;

import anabranch.script.run.Parts;
import anabranch.script.run.Steps;
import anabranch.script.syntax.Expr;
import anabranch.script.type.ClassType;
import anabranch.script.type.Match;
import anabranch.script.type.Type;
import anabranch.script.type.Type.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles expressions. */
final class Expressions {
  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("+", "add"),
          Map.entry("-", "sub"),
          Map.entry("*", "mul"),
          Map.entry("/", "div"),
          Map.entry("//", "floordiv"),
          Map.entry("%", "remainder"),
          Map.entry("**", "pow"),
          Map.entry("@", "matmul"),
          Map.entry("&", "__and__"),
          Map.entry("|", "__or__"),
          Map.entry("^", "__xor__"),
          Map.entry("<<", "__lshift__"),
          Map.entry(">>", "__rshift__"),
          Map.entry("==", "eq"),
          Map.entry("!=", "ne"),
          Map.entry("<", "lt"),
          Map.entry("<=", "le"),
          Map.entry(">", "gt"),
          Map.entry(">=", "ge"),
          Map.entry("is", "__is__"),
          Map.entry("is not", "__isnot__"));

  private final Unit unit;

  Expressions(Unit unit) {
    this.unit = unit;
  }

  /** The value of {@code expr}, which nothing will change or keep if it is a literal. */
  Operand value(Expr expr) {
    return value(expr, -1);
  }

  /** As {@link #value(Expr)}, but a list literal is a new list each time. */
  Operand changeable(Expr expr) {
    return changeable(expr, -1);
  }

  /** As {@link #changeable(Expr)}, in slot {@code to} if that is possible. */
  Operand changeable(Expr expr, int to) {
    return unit.ops.fresh(expr.at(), value(expr, to), to);
  }

  /** The value of {@code expr}, in slot {@code to} if that is possible and not negative. */
  Operand value(Expr expr, int to) {
    return switch (expr) {
      case Expr.Int e -> unit.emitter.constant(e.value());
      case Expr.Real e -> unit.emitter.constant(e.value());
      case Expr.Text e -> unit.emitter.constant(e.value());
      case Expr.Bool e -> unit.emitter.constant(e.value());
      case Expr.None e -> unit.emitter.constant(null);
      case Expr.Name e -> name(e);
      case Expr.ListOf e -> list(e, to);
      case Expr.TupleOf e -> tuple(e, to);
      case Expr.DictOf e -> dict(e, to);
      case Expr.Comprehension e -> unit.sequences.comprehension(e);
      case Expr.Attribute e -> attribute(e, to);
      case Expr.Subscript e -> unit.indexing.load(e, to);
      case Expr.Call e -> unit.calls.call(e, to);
      case Expr.Unary e -> unary(e, to);
      case Expr.Binary e -> binary(e.at(), e.operator(), value(e.left()), value(e.right()), to);
      case Expr.Logical e -> logical(e);
      case Expr.Conditional e -> conditional(e);
      case Expr.Slice e -> unit.problem(e.at(), "a slice stands inside brackets only");
      case Expr.Ellipsis e -> unit.problem(e.at(), "... stands inside brackets only");
    };
  }

  /** The value of {@code expr} as {@code type} says: {@code x : type = expr}. */
  Operand typed(Expr expr, Type type, int to) {
    Operand value = changeable(expr, to);
    if (new Match().of(type, value.type()) == Match.NEVER
        && !(isEmpty(expr) && (type instanceof Type.ListOf || type instanceof Type.DictOf))) {
      return unit.problem(expr.at(), "this is %s, not %s".formatted(value.type(), type));
    }
    return value.as(type);
  }

  private static boolean isEmpty(Expr expr) {
    return (expr instanceof Expr.ListOf list && list.items().isEmpty())
        || (expr instanceof Expr.DictOf dict && dict.keys().isEmpty());
  }

  private Operand name(Expr.Name e) {
    Type type = unit.flow.types().get(e.name());
    if (type != null) {
      return new Operand(unit.variable(e.name()), type);
    }
    if (unit.isVariable(e.name())) {
      return unit.problem(e.at(), "'%s' may have no value here".formatted(e.name()));
    }
    return unit.problem(e.at(), "'%s' is not defined".formatted(e.name()));
  }

  private Operand list(Expr.ListOf e, int to) {
    if (!e.items().isEmpty() && e.items().stream().allMatch(Expr.Int.class::isInstance)) {
      return unit.ops.literal(e);
    }
    int[] items = new int[e.items().size()];
    Type element = null;
    for (int i = 0; i < items.length; i++) {
      Operand item = changeable(e.items().get(i));
      items[i] = item.index();
      element = element == null ? item.type() : Type.either(element, item.type());
    }
    int slot = unit.target(to);
    unit.emitter.emit(new Parts.MakeList(e.at(), items, slot));
    return new Operand(slot, Type.bounded(new Type.ListOf(element == null ? Simple.ANY : element)));
  }

  private Operand tuple(Expr.TupleOf e, int to) {
    int[] items = new int[e.items().size()];
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < items.length; i++) {
      Operand item = changeable(e.items().get(i));
      items[i] = item.index();
      types.add(item.type());
    }
    int slot = unit.target(to);
    unit.emitter.emit(new Parts.MakeTuple(e.at(), items, null, slot));
    return new Operand(slot, Type.bounded(new Type.TupleOf(types)));
  }

  private Operand dict(Expr.DictOf e, int to) {
    int[] keys = new int[e.keys().size()];
    int[] values = new int[keys.length];
    Type key = null;
    Type value = null;
    for (int i = 0; i < keys.length; i++) {
      Operand k = value(e.keys().get(i));
      Operand v = changeable(e.values().get(i));
      keys[i] = k.index();
      values[i] = v.index();
      key = key == null ? k.type() : Type.either(key, k.type());
      value = value == null ? v.type() : Type.either(value, v.type());
    }
    int slot = unit.target(to);
    unit.emitter.emit(new Parts.MakeDict(e.at(), keys, values, slot));
    return new Operand(
        slot,
        Type.bounded(
            new Type.DictOf(key == null ? Simple.ANY : key, value == null ? Simple.ANY : value)));
  }

  private Operand attribute(Expr.Attribute e, int to) {
    Operand constant = unit.calls.constant(e);
    if (constant != null) {
      return constant;
    }
    return attribute(e.at(), value(e.target()), e.name(), to);
  }

  Operand attribute(int at, Operand object, String name, int to) {
    if (object.type() instanceof ClassType type) {
      return classAttribute(at, object, type, name, to);
    }
    String op =
        switch (name) {
          case "shape" -> "size";
          case "ndim" -> "dim";
          case "T" -> "numpy_T";
          case "mT" -> "mT";
          case "dtype", "device", "layout", "is_cuda", "requires_grad", "data", "type" ->
              "prim::" + name;
          default -> null;
        };
    if (op == null) {
      return unit.problem(at, "%s has no attribute '%s'".formatted(object.type(), name));
    }
    return unit.ops.call(at, List.of(op), List.of(object), List.of(), to);
  }

  private Operand classAttribute(int at, Operand object, ClassType type, String name, int to) {
    int index = type.index(name);
    if (index < 0) {
      ClassInfo info = unit.linker.classInfo(type.name());
      Expr constant = info == null ? null : info.constants.get(name);
      return constant != null
          ? value(constant)
          : unit.problem(at, "class %s has no attribute '%s'".formatted(type, name));
    }
    int slot = unit.target(to);
    unit.emitter.emit(
        type.kind() == ClassType.Kind.NAMED_TUPLE
            ? new Parts.TupleItem(at, object.index(), index, slot)
            : new Parts.GetAttribute(at, object.index(), index, slot));
    return new Operand(slot, type.types().get(index));
  }

  private Operand unary(Expr.Unary e, int to) {
    Operand operand = value(e.operand());
    return switch (e.operator()) {
      case "-" -> unit.ops.call(e.at(), List.of("neg"), List.of(operand), List.of(), to);
      case "~" -> unit.ops.call(e.at(), List.of("bitwise_not"), List.of(operand), List.of(), to);
      case "+" -> operand;
      default -> not(e.at(), operand, to);
    };
  }

  private Operand not(int at, Operand operand, int to) {
    if (operand.type() == Simple.BOOL) {
      return unit.ops.call(at, List.of("__not__"), List.of(operand), List.of(), to);
    }
    int slot = unit.emitter.slot();
    Steps.Branch isTrue = unit.emitter.emit(new Steps.Branch(at, operand.index(), true));
    unit.emitter.move(at, unit.emitter.constant(true), slot);
    Steps.Jump end = unit.emitter.emit(new Steps.Jump(at));
    isTrue.target(unit.emitter.pc());
    unit.emitter.move(at, unit.emitter.constant(false), slot);
    end.target(unit.emitter.pc());
    return new Operand(slot, Simple.BOOL);
  }

  Operand binary(int at, String operator, Operand left, Operand right, int to) {
    if (operator.endsWith("in")) {
      Operand found =
          unit.ops.call(at, List.of("__contains__"), List.of(right, left), List.of(), to);
      return operator.equals("in") ? found : not(at, found, to);
    }
    String op = OPERATORS.get(operator);
    return op == null
        ? unit.problem(at, "operator '" + operator + "' is not supported")
        : unit.ops.call(at, List.of(op), List.of(left, right), List.of(), to);
  }

  private Operand logical(Expr.Logical e) {
    int slot = unit.emitter.slot();
    Operand left = value(e.left());
    unit.emitter.move(e.at(), left, slot);
    Steps.Branch decided = unit.emitter.emit(new Steps.Branch(e.at(), slot, !e.and()));
    Flow before = unit.flow.copy();
    unit.flow = Refine.when(unit, e.left(), e.and(), unit.flow);
    Operand right = value(e.right());
    unit.emitter.move(e.at(), right, slot);
    decided.target(unit.emitter.pc());
    unit.flow = before;
    return new Operand(slot, Type.either(left.type(), right.type()));
  }

  private Operand conditional(Expr.Conditional e) {
    int slot = unit.emitter.slot();
    Operand condition = value(e.condition());
    Steps.Branch otherwise = unit.emitter.emit(new Steps.Branch(e.at(), condition.index(), false));
    Flow before = unit.flow;
    unit.flow = Refine.when(unit, e.condition(), true, before.copy());
    Operand a = changeable(e.then());
    unit.emitter.move(e.at(), a, slot);
    Steps.Jump end = unit.emitter.emit(new Steps.Jump(e.at()));
    otherwise.target(unit.emitter.pc());
    unit.flow = Refine.when(unit, e.condition(), false, before.copy());
    Operand b = changeable(e.otherwise());
    unit.emitter.move(e.at(), b, slot);
    end.target(unit.emitter.pc());
    unit.flow = before;
    return new Operand(slot, Type.either(a.type(), b.type()));
  }
}
