package anabranch.script.type;

import anabranch.script.type.Type.Simple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether values of some types go where others are asked for, and how well. */
public final class Match {
  /** It is just what is asked for. */
  public static final int EXACT = 0;

  /** It becomes what is asked for, as a whole number becomes a real one. */
  public static final int CONVERTED = 1;

  /** It may be what is asked for; that is seen when the program runs. */
  public static final int UNSURE = 2;

  /** It is something else. */
  public static final int NEVER = 100;

  private final Map<String, Type> variables = new HashMap<>();

  /** How well {@code actual} fits {@code formal}. */
  public int of(Type formal, Type actual) {
    if (formal instanceof Type.Variable variable) {
      return bind(variable, actual);
    }
    if (formal == Simple.ANY || formal.equals(actual)) {
      return EXACT;
    }
    if (actual == Simple.ANY) {
      return UNSURE;
    }
    if (formal instanceof Type.OptionalOf optional) {
      return actual == Simple.NONE
          ? EXACT
          : of(optional.of(), actual instanceof Type.OptionalOf o ? o.of() : actual);
    }
    if (actual instanceof Type.OptionalOf optional) {
      return Math.max(UNSURE, of(formal, optional.of()));
    }
    return switch (formal) {
      case Simple simple -> simple(simple, actual);
      case Type.ListOf list -> list(list, actual);
      case Type.DictOf dict ->
          actual instanceof Type.DictOf a
              ? Math.max(part(dict.key(), a.key()), part(dict.value(), a.value()))
              : NEVER;
      case Type.TupleOf tuple -> tuple(tuple, actual);
      case Type.FutureOf future ->
          actual instanceof Type.FutureOf a ? part(future.of(), a.of()) : NEVER;
      case Type.OptionalOf optional -> NEVER;
      case Type.Variable variable -> NEVER;
      case ClassType type -> NEVER;
    };
  }

  private int bind(Type.Variable variable, Type actual) {
    Type bound = variables.get(variable.name());
    if (bound == null) {
      variables.put(variable.name(), actual);
      return EXACT;
    }
    if (bound == Simple.ANY && actual != Simple.ANY) {
      return EXACT;
    }
    int fit = of(bound, actual);
    return fit == CONVERTED ? NEVER : fit;
  }

  /** A part of a value does not convert. */
  private int part(Type formal, Type actual) {
    int fit = of(formal, actual);
    return fit == CONVERTED ? NEVER : fit;
  }

  private static int simple(Simple formal, Type actual) {
    if (!(actual instanceof Simple a)) {
      return NEVER;
    }
    boolean tensor = a == Simple.TENSOR;
    return switch (formal) {
      case NUMBER ->
          tensor
              ? CONVERTED
              : a == Simple.INT || a == Simple.FLOAT || a == Simple.BOOL ? EXACT : NEVER;
      case FLOAT -> tensor || a == Simple.INT ? CONVERTED : a == Simple.NUMBER ? UNSURE : NEVER;
      case INT -> tensor || a == Simple.BOOL ? CONVERTED : a == Simple.NUMBER ? UNSURE : NEVER;
      case BOOL -> tensor ? CONVERTED : a == Simple.NUMBER ? UNSURE : NEVER;
      case DEVICE -> a == Simple.STR ? CONVERTED : NEVER;
      case TENSOR, STR, NONE, ANY -> NEVER;
    };
  }

  private int list(Type.ListOf formal, Type actual) {
    if (actual instanceof Type.ListOf a) {
      return part(formal.element(), a.element());
    }
    List<Type> items = items(actual);
    if (items != null) {
      int worst = CONVERTED;
      for (Type item : items) {
        worst = Math.max(worst, part(formal.element(), item));
      }
      return worst;
    }
    return formal.orOne() ? Math.max(CONVERTED, of(formal.element(), actual)) : NEVER;
  }

  private int tuple(Type.TupleOf formal, Type actual) {
    List<Type> items = items(actual);
    if (items == null || items.size() != formal.items().size()) {
      return NEVER;
    }
    int worst = EXACT;
    for (int i = 0; i < items.size(); i++) {
      worst = Math.max(worst, part(formal.items().get(i), items.get(i)));
    }
    return worst;
  }

  /** The types of a tuple's items, or null of what is none. */
  @SuppressWarnings("NullAway") // null is the answer for everything else
  public static @org.jspecify.annotations.Nullable List<Type> items(Type type) {
    return switch (type) {
      case Type.TupleOf tuple -> tuple.items();
      case ClassType c when c.kind() == ClassType.Kind.NAMED_TUPLE -> c.types();
      default -> null;
    };
  }

  /** {@code type} with its variables replaced by what they were found to be. */
  public Type resolve(Type type) {
    return switch (type) {
      case Type.Variable variable -> variables.getOrDefault(variable.name(), Simple.ANY);
      case Type.ListOf list -> new Type.ListOf(resolve(list.element()));
      case Type.DictOf dict -> new Type.DictOf(resolve(dict.key()), resolve(dict.value()));
      case Type.OptionalOf optional -> Type.optional(resolve(optional.of()));
      case Type.FutureOf future -> new Type.FutureOf(resolve(future.of()));
      case Type.TupleOf tuple -> {
        List<Type> items = new ArrayList<>();
        tuple.items().forEach(item -> items.add(resolve(item)));
        yield new Type.TupleOf(items);
      }
      case Simple simple -> simple;
      case ClassType c -> c;
    };
  }
}
