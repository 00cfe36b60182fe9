package anabranch.script.compile;

import anabranch.script.ops.OpTable;
import anabranch.script.ops.Operation;
import anabranch.script.ops.Schema;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.run.RunChoice;
import anabranch.script.run.Steps;
import anabranch.script.syntax.Expr;
import anabranch.script.type.Match;
import anabranch.script.type.Type;
import anabranch.script.type.Type.Simple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles calls of operations: finds the one of a name that takes the arguments. */
final class OpCalls {
  private final Unit unit;

  /** An argument given by name. */
  record Named(String name, Operand value) {}

  /**
   * An operation with its arguments in place.
   *
   * @param fit how well they fit
   */
  private record Placed(Operation operation, List<Operand> arguments, int fit, Type result) {}

  OpCalls(Unit unit) {
    this.unit = unit;
  }

  /** A list of whole numbers as a constant that nothing may change. */
  Operand literal(Expr.ListOf list) {
    ListValue value = new ListValue();
    for (Expr item : list.items()) {
      if (item instanceof Expr.Int number) {
        value.items().add(number.value());
      }
    }
    return new Operand(unit.emitter.constant(value).index(), new Type.ListOf(Simple.INT), value);
  }

  /**
   * The operand, or if it is a constant list a new list like it, in slot {@code to} if possible.
   */
  Operand fresh(int at, Operand operand, int to) {
    ListValue literal = operand.literal();
    if (literal == null) {
      return operand;
    }
    int[] items =
        literal.items().stream().mapToInt(item -> unit.emitter.constant(item).index()).toArray();
    int slot = unit.target(to);
    unit.emitter.emit(new Steps.MakeList(at, items, slot));
    return new Operand(slot, operand.type());
  }

  static boolean exists(List<String> names) {
    return names.stream().anyMatch(OpTable.OPERATIONS::containsKey);
  }

  /** The result of the best operation of one of these names, in slot {@code to} if possible. */
  Operand call(int at, List<String> names, List<Operand> given, List<Named> named, int to) {
    if (!exists(names)) {
      return unit.problem(at, "unknown operation " + shown(names.getFirst()));
    }
    List<Placed> fits = fits(names, given, named);
    if (fits.isEmpty()) {
      fits = fits(names, packed(at, names, given), named);
    }
    if (fits.isEmpty()) {
      return unit.problem(at, noneFits(names, given, named));
    }
    int least = fits.stream().mapToInt(Placed::fit).min().orElse(Match.NEVER);
    if (least == Match.UNSURE && fits.size() > 1) {
      return choice(at, fits, to);
    }
    Placed best = fits.stream().filter(p -> p.fit == least).findFirst().orElseThrow();
    int slot = unit.target(to);
    unit.emitter.emit(new Steps.Apply(at, best.operation, indices(at, best), slot));
    return new Operand(slot, best.result);
  }

  private static String shown(String name) {
    return name.contains("::") ? name : "aten::" + name;
  }

  private Operand choice(int at, List<Placed> fits, int to) {
    List<RunChoice.Choice> choices = new ArrayList<>();
    Type result = null;
    for (Placed placed : fits) {
      List<Integer> operands = Arrays.stream(indices(at, placed)).boxed().toList();
      choices.add(new RunChoice.Choice(placed.operation, operands));
      result = result == null ? placed.result : Type.either(result, placed.result);
    }
    int slot = unit.target(to);
    unit.emitter.emit(new RunChoice(at, choices, slot));
    return new Operand(slot, result == null ? Simple.ANY : result);
  }

  /** Constant lists stay as they are where they are only read. */
  private int[] indices(int at, Placed placed) {
    int[] indices = new int[placed.arguments.size()];
    List<Schema.Parameter> parameters = placed.operation.schema().parameters();
    for (int i = 0; i < indices.length; i++) {
      boolean read =
          i < parameters.size()
              && plain(parameters.get(i).type()) instanceof Type.ListOf list
              && list.element() == Simple.INT;
      Operand argument = placed.arguments.get(i);
      indices[i] = (read ? argument : fresh(at, argument, -1)).index();
    }
    return indices;
  }

  private static Type plain(Type type) {
    return type instanceof Type.OptionalOf optional ? optional.of() : type;
  }

  private List<Placed> fits(List<String> names, List<Operand> given, List<Named> named) {
    List<Placed> fits = new ArrayList<>();
    for (String name : names) {
      for (Operation operation : OpTable.OPERATIONS.getOrDefault(name, List.of())) {
        Placed placed = place(operation, given, named);
        if (placed != null) {
          fits.add(placed);
        }
      }
    }
    return fits;
  }

  private @Nullable Placed place(Operation operation, List<Operand> given, List<Named> named) {
    Schema schema = operation.schema();
    List<Schema.Parameter> parameters = schema.parameters();
    @Nullable Operand[] places = new Operand[parameters.size()];
    List<Operand> more = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      if (i < places.length && !parameters.get(i).keyword()) {
        places[i] = given.get(i);
      } else if (schema.variadic()) {
        more.add(given.get(i));
      } else {
        return null;
      }
    }
    for (Named one : named) {
      int i = schema.index(one.name());
      if (i < 0 || places[i] != null) {
        return null;
      }
      places[i] = one.value();
    }
    Match match = new Match();
    int worst = Match.EXACT;
    List<Operand> arguments = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      Schema.Parameter parameter = parameters.get(i);
      Operand place = places[i];
      if (place != null) {
        worst = Math.max(worst, match.of(parameter.type(), place.type()));
        arguments.add(place);
      } else if (parameter.optional()) {
        arguments.add(unit.emitter.constant(parameter.value()));
      } else {
        return null;
      }
    }
    arguments.addAll(more);
    return worst == Match.NEVER
        ? null
        : new Placed(operation, arguments, worst, match.resolve(schema.result()));
  }

  /**
   * {@code x.view(2, 3)} for {@code x.view([2, 3])}: the numbers that end the arguments as a list.
   */
  private List<Operand> packed(int at, List<String> names, List<Operand> given) {
    int from = given.size();
    while (from > 0 && isNumber(given.get(from - 1).type())) {
      from--;
    }
    int place = listPlace(names);
    if (place < from || place >= given.size()) {
      return given;
    }
    int[] items = given.subList(place, given.size()).stream().mapToInt(Operand::index).toArray();
    int slot = unit.emitter.slot();
    unit.emitter.emit(new Steps.MakeList(at, items, slot));
    List<Operand> out = new ArrayList<>(given.subList(0, place));
    out.add(new Operand(slot, new Type.ListOf(Simple.INT)));
    return out;
  }

  private static boolean isNumber(Type type) {
    return type == Simple.INT || type == Simple.ANY;
  }

  private static int listPlace(List<String> names) {
    for (String name : names) {
      for (Operation operation : OpTable.OPERATIONS.getOrDefault(name, List.of())) {
        List<Schema.Parameter> parameters = operation.schema().parameters();
        for (int i = 0; i < parameters.size(); i++) {
          if (parameters.get(i).type() instanceof Type.ListOf list
              && list.element() == Simple.INT) {
            return i;
          }
        }
      }
    }
    return -1;
  }

  private static String noneFits(List<String> names, List<Operand> given, List<Named> named) {
    String types = given.stream().map(o -> o.type().toString()).collect(Collectors.joining(", "));
    String keywords =
        named.stream()
            .map(n -> ", " + n.name() + "=" + n.value().type())
            .collect(Collectors.joining());
    return "no form of %s takes (%s%s)".formatted(shown(names.getFirst()), types, keywords);
  }
}
