package anabranch.script.compile;

import anabranch.script.run.Loops;
import anabranch.script.run.Parts;
import anabranch.script.run.Steps;
import anabranch.script.syntax.Expr;
import anabranch.script.type.Match;
import anabranch.script.type.Type;
import anabranch.script.type.Type.Simple;
import java.util.ArrayList;
import java.util.List;

/** Compiles what goes over items: of a loop, or of a comprehension. */
final class Sequences {
  private final Unit unit;

  Sequences(Unit unit) {
    this.unit = unit;
  }

  /** A new list of what the element is for each item. */
  Operand comprehension(Expr.Comprehension e) {
    int list = unit.emitter.slot();
    int cursor = unit.emitter.slot();
    unit.emitter.emit(new Parts.MakeList(e.at(), new int[0], list));
    Type each = cursor(e.items(), cursor);
    Flow before = unit.flow.copy();
    int start = unit.emitter.pc();
    int item = unit.emitter.slot();
    Loops.Next next = unit.emitter.emit(new Loops.Next(e.at(), cursor, item));
    new Targets(unit).store(e.at(), e.target(), new Operand(item, each));
    Steps.Branch skip = null;
    Expr condition = e.condition();
    if (condition != null) {
      skip =
          unit.emitter.emit(
              new Steps.Branch(e.at(), unit.expressions.value(condition).index(), false));
    }
    Operand element = unit.expressions.changeable(e.element());
    Operand self = new Operand(list, new Type.ListOf(element.type()));
    unit.ops.call(e.at(), List.of("append"), List.of(self, element), List.of(), -1);
    if (skip != null) {
      skip.target(start);
    }
    unit.emitter.emit(new Steps.Jump(e.at())).target(start);
    next.exit(unit.emitter.pc());
    unit.flow = before;
    return self;
  }

  /** Emits what goes over {@code items}, in slot {@code to}; gives the items' type. */
  Type cursor(Expr items, int to) {
    if (items instanceof Expr.Call call
        && call.function() instanceof Expr.Name name
        && !unit.isVariable(name.name())) {
      switch (name.name()) {
        case "range" -> {
          return range(call, to);
        }
        case "enumerate" -> {
          return enumerate(call, to);
        }
        case "zip" -> {
          return zip(call, to);
        }
        default -> {}
      }
    }
    Operand value = unit.expressions.value(items);
    unit.emitter.emit(new Loops.GoOver(items.at(), new int[] {value.index()}, false, to));
    return element(items.at(), value.type());
  }

  private Type element(int at, Type type) {
    List<Type> tuple = Match.items(type);
    if (tuple != null) {
      return tuple.stream().reduce(Type::either).orElse(Simple.ANY);
    }
    return switch (type) {
      case Type.ListOf list -> list.element();
      case Type.DictOf dict -> dict.key();
      case Simple simple
          when simple == Simple.STR || simple == Simple.TENSOR || simple == Simple.ANY ->
          simple;
      default -> unit.problem(at, type + " is not iterable").type();
    };
  }

  private Type range(Expr.Call call, int to) {
    List<Operand> given = call.arguments().stream().map(unit.expressions::value).toList();
    if (given.isEmpty() || given.size() > 3 || !call.keywords().isEmpty()) {
      unit.problem(call.at(), "range takes one to three numbers");
      return Simple.INT;
    }
    Operand start = given.size() > 1 ? given.getFirst() : unit.emitter.constant(0L);
    Operand end = given.size() > 1 ? given.get(1) : given.getFirst();
    Operand step = given.size() > 2 ? given.get(2) : unit.emitter.constant(1L);
    unit.emitter.emit(new Loops.CountFrom(call.at(), start.index(), end.index(), step.index(), to));
    return Simple.INT;
  }

  private Type enumerate(Expr.Call call, int to) {
    int numbers = unit.emitter.slot();
    int items = unit.emitter.slot();
    Operand start =
        call.arguments().size() > 1
            ? unit.expressions.value(call.arguments().get(1))
            : unit.emitter.constant(0L);
    unit.emitter.emit(
        new Loops.CountFrom(
            call.at(),
            start.index(),
            unit.emitter.constant(Long.MAX_VALUE).index(),
            unit.emitter.constant(1L).index(),
            numbers));
    Type each = cursor(call.arguments().getFirst(), items);
    unit.emitter.emit(new Loops.GoOver(call.at(), new int[] {numbers, items}, true, to));
    return new Type.TupleOf(List.of(Simple.INT, each));
  }

  private Type zip(Expr.Call call, int to) {
    int[] cursors = new int[call.arguments().size()];
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < cursors.length; i++) {
      cursors[i] = unit.emitter.slot();
      types.add(cursor(call.arguments().get(i), cursors[i]));
    }
    unit.emitter.emit(new Loops.GoOver(call.at(), cursors, true, to));
    return new Type.TupleOf(types);
  }
}
