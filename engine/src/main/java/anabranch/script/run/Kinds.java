package anabranch.script.run;

import anabranch.Device;
import anabranch.Tensor;
import anabranch.script.ops.Values.DictValue;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.ObjectValue;
import anabranch.script.ops.Values.TupleValue;
import anabranch.script.type.ClassType;
import anabranch.script.type.Match;
import anabranch.script.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether values are of types, as far as they show: of a list only the first item. */
public final class Kinds {
  private Kinds() {}

  static boolean fits(Type type, @Nullable Object value) {
    return switch (type) {
      case Type.Simple simple -> simple(simple, value);
      case Type.OptionalOf optional -> value == null || fits(optional.of(), value);
      case Type.ListOf list ->
          value instanceof ListValue v
              && (v.items().isEmpty() || fits(list.element(), v.items().getFirst()));
      case Type.DictOf dict -> value instanceof DictValue;
      case Type.FutureOf future -> value instanceof FutureValue;
      case Type.TupleOf tuple -> value instanceof TupleValue v && items(tuple.items(), v);
      case ClassType c ->
          switch (value) {
            case ObjectValue object -> object.type() == c;
            case TupleValue tuple -> tuple.type() == c;
            case null, default -> false;
          };
      case Type.Variable variable -> true;
    };
  }

  private static boolean items(List<Type> types, TupleValue value) {
    if (types.size() != value.size()) {
      return false;
    }
    for (int i = 0; i < types.size(); i++) {
      if (!fits(types.get(i), value.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean simple(Type.Simple type, @Nullable Object value) {
    return switch (type) {
      case TENSOR -> value instanceof Tensor;
      case INT -> value instanceof Long;
      case FLOAT -> value instanceof Double;
      case BOOL -> value instanceof Boolean;
      case STR -> value instanceof String;
      case NONE -> value == null;
      case NUMBER -> value instanceof Number || value instanceof Boolean;
      case DEVICE -> value instanceof Device;
      case ANY -> true;
    };
  }

  /** The type that {@code value} shows. */
  public static Type of(@Nullable Object value) {
    return switch (value) {
      case null -> Type.Simple.NONE;
      case Tensor t -> Type.Simple.TENSOR;
      case Long n -> Type.Simple.INT;
      case Double x -> Type.Simple.FLOAT;
      case Boolean b -> Type.Simple.BOOL;
      case String s -> Type.Simple.STR;
      case Device d -> Type.Simple.DEVICE;
      case ListValue list ->
          new Type.ListOf(list.items().isEmpty() ? Type.Simple.ANY : of(list.items().getFirst()));
      case DictValue dict -> new Type.DictOf(Type.Simple.ANY, Type.Simple.ANY);
      case TupleValue tuple when tuple.type() != null -> tuple.type();
      case TupleValue tuple -> new Type.TupleOf(tuple.items().stream().map(Kinds::of).toList());
      case ObjectValue object -> object.type();
      case FutureValue future -> new Type.FutureOf(Type.Simple.ANY);
      default -> Type.Simple.ANY;
    };
  }

  /** How well {@code values} fit the parameters of a signature: see {@link Match}. */
  static int fit(List<Type> parameters, @Nullable Object[] values) {
    Match match = new Match();
    int worst = Match.EXACT;
    for (int i = 0; i < parameters.size(); i++) {
      worst = Math.max(worst, match.of(parameters.get(i), of(values[i])));
    }
    return worst;
  }
}
