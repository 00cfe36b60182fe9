package anabranch.script.compile;

import anabranch.script.run.Fork;
import anabranch.script.run.FunctionCode;
import anabranch.script.run.Parts;
import anabranch.script.run.Steps;
import anabranch.script.syntax.Expr;
import anabranch.script.type.ClassType;
import anabranch.script.type.Match;
import anabranch.script.type.Type;
import anabranch.script.type.Type.Simple;
import anabranch.script.type.TypeReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles calls: of the program's functions, methods and classes, and of operations. */
final class Calls {
  private static final String NEW = ".__new__";

  private final Unit unit;
  private final Specials specials;

  /** A function, and what stands before the arguments given: the object of a method. */
  record Target(FunctionCode function, List<Operand> first) {}

  Calls(Unit unit) {
    this.unit = unit;
    this.specials = new Specials(unit);
  }

  /** What a dotted name that is no variable stands for as a value, or null. */
  @Nullable Operand constant(Expr.Attribute e) {
    String name = TypeReader.dotted(e);
    return name.isEmpty() || startsWithVariable(name) ? null : Names.constant(unit, e.at(), name);
  }

  private boolean startsWithVariable(String dotted) {
    int dot = dotted.indexOf('.');
    return unit.isVariable(dot < 0 ? dotted : dotted.substring(0, dot));
  }

  /** Notes that {@code name} stands for a function, if {@code value} is one. */
  boolean alias(String name, Expr value) {
    String dotted = TypeReader.dotted(value);
    if (dotted.isEmpty() || startsWithVariable(dotted)) {
      return false;
    }
    FunctionCode function = function(dotted);
    if (function == null) {
      return false;
    }
    unit.statics.put(name, new Unit.Static(function, null));
    unit.flow.types().remove(name);
    return true;
  }

  /** A function of the program, by its full name or by that in the same source. */
  private @Nullable FunctionCode function(String dotted) {
    if (dotted.startsWith("__torch__.")) {
      return unit.linker.function(dotted);
    }
    return dotted.contains(".")
        ? null
        : unit.linker.function(unit.module.isEmpty() ? dotted : unit.module + "." + dotted);
  }

  Operand call(Expr.Call e, int to) {
    String dotted = TypeReader.dotted(e.function());
    if (!dotted.isEmpty() && !startsWithVariable(dotted)) {
      Operand special = specials.call(e, dotted, to);
      if (special != null) {
        return special;
      }
      ClassType type = classType(dotted);
      if (type != null) {
        return construct(e, type, to);
      }
      ClassType bare = dotted.endsWith(NEW) ? classType(dotted.replace(NEW, "")) : null;
      if (bare != null) {
        return isMadeByPrograms(e, bare) ? object(e, bare) : unit.emitter.constant(null);
      }
    }
    Target target = target(e.function());
    if (target != null) {
      return call(e, target, to);
    }
    List<String> names = Names.operations(dotted);
    if (!dotted.isEmpty() && !startsWithVariable(dotted)) {
      return operation(e, names, List.of(), to);
    }
    if (e.function() instanceof Expr.Attribute method) {
      Operand self = unit.expressions.value(method.target());
      if (self.type() instanceof ClassType type) {
        return unit.problem(
            method.at(),
            type.kind() == ClassType.Kind.INTERFACE
                ? "which class is behind interface %s is not known here".formatted(type)
                : "class %s has no method '%s'".formatted(type, method.name()));
      }
      return operation(e, List.of(method.name()), List.of(self), to);
    }
    return unit.problem(e.at(), "this cannot be called");
  }

  private @Nullable ClassType classType(String dotted) {
    return unit.linker.classType(
        dotted.contains(".") || unit.module.isEmpty() ? dotted : unit.module + "." + dotted);
  }

  /** The function that {@code expr} is, or null. */
  @Nullable Target target(Expr expr) {
    if (expr instanceof Expr.Name name) {
      Unit.Static known = unit.statics.get(name.name());
      if (known != null) {
        return new Target(known.function(), captured(name, known));
      }
    }
    String dotted = TypeReader.dotted(expr);
    if (!dotted.isEmpty() && !startsWithVariable(dotted)) {
      FunctionCode function = function(dotted);
      return function == null ? null : new Target(function, List.of());
    }
    return method(expr);
  }

  private List<Operand> captured(Expr.Name name, Unit.Static known) {
    List<Operand> values = new ArrayList<>();
    List<String> captured = known.captured();
    if (captured != null) {
      for (String variable : captured) {
        values.add(unit.expressions.value(new Expr.Name(name.at(), variable)));
      }
    }
    return values;
  }

  /** A method of an object, or for an object itself its {@code forward}. */
  private @Nullable Target method(Expr expr) {
    if (expr instanceof Expr.Attribute attribute) {
      Operand self = unit.expressions.value(attribute.target());
      if (self.type() instanceof ClassType type && type.index(attribute.name()) < 0) {
        FunctionCode method = unit.linker.method(type, attribute.name());
        return method == null ? null : new Target(method, List.of(self));
      }
      if (!(self.type() instanceof ClassType)) {
        return null;
      }
    }
    Operand object = unit.expressions.value(expr);
    FunctionCode forward =
        object.type() instanceof ClassType type ? unit.linker.method(type, "forward") : null;
    return forward == null ? null : new Target(forward, List.of(object));
  }

  private Operand construct(Expr.Call e, ClassType type, int to) {
    int slot = unit.target(to);
    if (type.kind() == ClassType.Kind.NAMED_TUPLE) {
      List<FunctionCode.Parameter> fields = new ArrayList<>();
      for (int i = 0; i < type.attributes().size(); i++) {
        fields.add(
            new FunctionCode.Parameter(type.attributes().get(i), type.types().get(i), false, null));
      }
      int[] items = arguments(e, type.name(), fields, List.of(), e.arguments(), e.keywords());
      unit.emitter.emit(new Parts.MakeTuple(e.at(), items, type, slot));
      return new Operand(slot, type);
    }
    if (!isMadeByPrograms(e, type)) {
      return unit.emitter.constant(null);
    }
    Operand made = object(e, type);
    FunctionCode init = unit.linker.method(type, "__init__");
    if (init != null) {
      call(e, new Target(init, List.of(made)), -1);
    }
    return made;
  }

  private boolean isMadeByPrograms(Expr.Call e, ClassType type) {
    if (type.kind() != ClassType.Kind.OBJECT) {
      unit.problem(
          e.at(), "%s is made when the file is loaded, not by its programs".formatted(type));
    }
    return type.kind() == ClassType.Kind.OBJECT;
  }

  private Operand object(Expr.Call e, ClassType type) {
    Operand made = new Operand(unit.emitter.slot(), type);
    unit.emitter.emit(new Parts.MakeObject(e.at(), type, made.index()));
    return made;
  }

  private Operand call(Expr.Call e, Target target, int to) {
    int[] arguments = arguments(e, target, e.arguments(), e.keywords());
    int slot = unit.target(to);
    unit.emitter.emit(new Steps.Call(e.at(), target.function(), arguments, slot));
    return new Operand(slot, target.function().result());
  }

  /** {@code fork(f, arguments)}. */
  Operand fork(Expr.Call e, int to) {
    if (e.arguments().isEmpty()) {
      return unit.problem(e.at(), "fork takes a function");
    }
    Expr body = e.arguments().getFirst();
    List<Expr> rest = e.arguments().subList(1, e.arguments().size());
    Target target = target(body);
    if (target == null) {
      return forkOperation(e, body, rest, to);
    }
    int[] arguments = arguments(e, target, rest, e.keywords());
    int slot = unit.target(to);
    unit.emitter.emit(new Fork(e.at(), target.function(), arguments, slot));
    return new Operand(slot, new Type.FutureOf(target.function().result()));
  }

  /** An operation is forked as a function that does only that. */
  private Operand forkOperation(Expr.Call e, Expr body, List<Expr> rest, int to) {
    List<String> names = Names.operations(TypeReader.dotted(body));
    if (!OpCalls.exists(names)) {
      return unit.problem(body.at(), "this is not a function to fork");
    }
    List<FunctionCode.Parameter> parameters = new ArrayList<>();
    List<Operand> values = new ArrayList<>();
    List<OpCalls.Named> named = new ArrayList<>();
    List<Operand> inner = new ArrayList<>();
    for (Expr one : rest) {
      Operand value = unit.expressions.changeable(one);
      values.add(value);
      inner.add(new Operand(parameters.size(), value.type()));
      parameters.add(
          new FunctionCode.Parameter("_" + parameters.size(), value.type(), false, null));
    }
    for (Expr.Keyword keyword : e.keywords()) {
      Operand value = unit.expressions.changeable(keyword.value());
      values.add(value);
      named.add(new OpCalls.Named(keyword.name(), new Operand(parameters.size(), value.type())));
      parameters.add(new FunctionCode.Parameter(keyword.name(), value.type(), false, null));
    }
    FunctionCode function = new FunctionCode(names.getFirst(), unit.source, parameters, Simple.ANY);
    Unit inside = new Unit(unit.linker, unit.source, unit.module, function);
    parameters.forEach(parameter -> inside.variable(parameter.name()));
    Operand result = inside.ops.call(e.at(), names, inner, named, -1);
    inside.emitter.emit(new Steps.Return(e.at(), result.index()));
    inside.emitter.finish(function);
    function.result(result.type());
    int slot = unit.target(to);
    int[] arguments = values.stream().mapToInt(Operand::index).toArray();
    unit.emitter.emit(new Fork(e.at(), function, arguments, slot));
    return new Operand(slot, new Type.FutureOf(result.type()));
  }

  private int[] arguments(Expr.Call e, Target target, List<Expr> given, List<Expr.Keyword> named) {
    return arguments(
        e, target.function().name(), target.function().parameters(), target.first(), given, named);
  }

  /** The arguments in the order of the parameters, with defaults for those left out. */
  private int[] arguments(
      Expr.Call e,
      String name,
      List<FunctionCode.Parameter> parameters,
      List<Operand> first,
      List<Expr> given,
      List<Expr.Keyword> named) {
    List<@Nullable Operand> places = new ArrayList<>(first);
    given.forEach(expr -> places.add(unit.expressions.changeable(expr)));
    if (places.size() > parameters.size()) {
      unit.problem(
          e.at(),
          "%s takes %d arguments, got %d".formatted(name, parameters.size(), places.size()));
      return new int[parameters.size()];
    }
    while (places.size() < parameters.size()) {
      places.add(null);
    }
    for (Expr.Keyword keyword : named) {
      int i = index(parameters, keyword.name());
      if (i < 0 || places.get(i) != null) {
        unit.problem(keyword.at(), "%s takes no further '%s'".formatted(name, keyword.name()));
      } else {
        places.set(i, unit.expressions.changeable(keyword.value()));
      }
    }
    int[] out = new int[parameters.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = argument(e.at(), name, parameters.get(i), places.get(i));
    }
    return out;
  }

  private int argument(
      int at, String function, FunctionCode.Parameter parameter, @Nullable Operand given) {
    if (given == null) {
      if (!parameter.optional()) {
        unit.problem(at, "%s lacks its argument '%s'".formatted(function, parameter.name()));
      }
      return unit.emitter.constant(parameter.value()).index();
    }
    if (new Match().of(parameter.type(), given.type()) == Match.NEVER) {
      unit.problem(
          at,
          "%s takes %s as '%s', got %s"
              .formatted(function, parameter.type(), parameter.name(), given.type()));
    }
    return given.index();
  }

  private static int index(List<FunctionCode.Parameter> parameters, String name) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private Operand operation(Expr.Call e, List<String> names, List<Operand> first, int to) {
    List<Operand> given = new ArrayList<>(first);
    e.arguments().forEach(expr -> given.add(unit.expressions.value(expr)));
    List<OpCalls.Named> named = new ArrayList<>();
    e.keywords()
        .forEach(k -> named.add(new OpCalls.Named(k.name(), unit.expressions.value(k.value()))));
    return unit.ops.call(e.at(), names, given, named, to);
  }
}
