package anabranch.script.compile;

import anabranch.script.run.Steps;
import anabranch.script.syntax.Expr;
import anabranch.script.syntax.Stmt;
import anabranch.script.type.ClassType;
import anabranch.script.type.Match;
import anabranch.script.type.Type;
import anabranch.script.type.Type.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles what gives values to variables, attributes and items. */
final class Targets {
  private static final Map<String, String> IN_PLACE =
      Map.of("+", "add_", "-", "sub_", "*", "mul_", "/", "div_");

  private final Unit unit;

  Targets(Unit unit) {
    this.unit = unit;
  }

  void assign(Stmt.Assign s) {
    Expr value = s.value();
    if (value == null) {
      return;
    }
    Expr typed = s.type();
    if (s.target() instanceof Expr.Name name) {
      if (typed == null && unit.calls.alias(name.name(), value)) {
        return;
      }
      int slot = unit.variable(name.name());
      Operand given =
          typed == null
              ? unit.expressions.changeable(value, slot)
              : unit.expressions.typed(value, unit.type(typed), slot);
      store(s.at(), name, given);
      return;
    }
    if (s.target() instanceof Expr.TupleOf tuple
        && value instanceof Expr.TupleOf given
        && tuple.items().size() == given.items().size()) {
      swap(s.at(), tuple.items(), given.items());
      return;
    }
    store(s.at(), s.target(), unit.expressions.changeable(value));
  }

  /** {@code a, b = x, y}, without a tuple in between. */
  private void swap(int at, List<Expr> to, List<Expr> from) {
    List<Operand> values = new ArrayList<>();
    for (Expr one : from) {
      Operand value = unit.expressions.changeable(one);
      values.add(value);
    }
    if (to.stream().allMatch(Expr.Name.class::isInstance)) {
      int[] sources = values.stream().mapToInt(Operand::index).toArray();
      int[] slots = new int[sources.length];
      for (int i = 0; i < slots.length; i++) {
        String name = ((Expr.Name) to.get(i)).name();
        slots[i] = unit.variable(name);
        bind(name, values.get(i).type());
      }
      unit.emitter.emit(new Steps.MoveAll(at, sources, slots));
      return;
    }
    List<Operand> kept = new ArrayList<>();
    for (Operand value : values) {
      int slot = unit.emitter.slot();
      unit.emitter.move(at, value, slot);
      kept.add(new Operand(slot, value.type()));
    }
    for (int i = 0; i < kept.size(); i++) {
      store(at, to.get(i), kept.get(i));
    }
  }

  private void bind(String name, Type type) {
    unit.statics.remove(name);
    unit.flow.types().put(name, type);
  }

  /** {@code target = value}. */
  void store(int at, Expr target, Operand value) {
    switch (target) {
      case Expr.Name name -> {
        unit.emitter.move(at, value, unit.variable(name.name()));
        bind(name.name(), value.type());
      }
      case Expr.TupleOf tuple -> unpack(at, tuple.items(), value);
      case Expr.ListOf list -> unpack(at, list.items(), value);
      case Expr.Attribute attribute -> setAttribute(at, attribute, value);
      case Expr.Subscript subscript -> unit.indexing.store(subscript, value);
      default -> unit.problem(target.at(), "nothing can be assigned to this");
    }
  }

  private void unpack(int at, List<Expr> to, Operand value) {
    int[] slots = new int[to.size()];
    List<Operand> parts = new ArrayList<>();
    List<Type> items = Match.items(value.type());
    if (items != null && items.size() != slots.length) {
      unit.problem(
          at, "%d values are taken from a tuple of %d".formatted(slots.length, items.size()));
      items = null;
    }
    for (int i = 0; i < slots.length; i++) {
      slots[i] =
          to.get(i) instanceof Expr.Name name ? unit.variable(name.name()) : unit.emitter.slot();
      Type type =
          items != null
              ? items.get(i)
              : value.type() instanceof Type.ListOf list ? list.element() : Simple.ANY;
      parts.add(new Operand(slots[i], type));
    }
    unit.emitter.emit(new Steps.Unpack(at, value.index(), slots));
    for (int i = 0; i < slots.length; i++) {
      store(at, to.get(i), parts.get(i));
    }
  }

  private void setAttribute(int at, Expr.Attribute target, Operand value) {
    Operand object = unit.expressions.value(target.target());
    int index = object.type() instanceof ClassType type ? type.index(target.name()) : -1;
    if (!(object.type() instanceof ClassType type)
        || index < 0
        || type.kind() == ClassType.Kind.NAMED_TUPLE) {
      unit.problem(
          target.at(), "%s has no attribute '%s' to set".formatted(object.type(), target.name()));
      return;
    }
    if (new Match().of(type.types().get(index), value.type()) == Match.NEVER) {
      unit.problem(
          at,
          "attribute '%s' is %s, not %s"
              .formatted(target.name(), type.types().get(index), value.type()));
    }
    unit.emitter.emit(new Steps.SetAttribute(at, object.index(), index, value.index()));
  }

  /** {@code target += value}: tensors and lists change in place. */
  void augment(Stmt.Augmented s) {
    Operand old = unit.expressions.value(s.target());
    Operand value = unit.expressions.value(s.value());
    String inPlace = IN_PLACE.get(s.operator());
    boolean tensor = old.type() == Simple.TENSOR;
    boolean list = old.type() instanceof Type.ListOf && s.operator().equals("+");
    if (inPlace != null && (tensor || list)) {
      unit.ops.call(s.at(), List.of(inPlace), List.of(old, value), List.of(), -1);
      return;
    }
    int slot = s.target() instanceof Expr.Name name ? unit.variable(name.name()) : -1;
    Operand result = unit.expressions.binary(s.at(), s.operator(), old, value, slot);
    store(s.at(), s.target(), result);
  }

  void delete(Expr target) {
    switch (target) {
      case Expr.Name name -> unit.flow.types().remove(name.name());
      case Expr.Subscript subscript ->
          unit.ops.call(
              subscript.at(),
              List.of("Delete"),
              List.of(
                  unit.expressions.value(subscript.target()),
                  unit.expressions.value(subscript.index())),
              List.of(),
              -1);
      default -> unit.problem(target.at(), "this cannot be deleted");
    }
  }
}
