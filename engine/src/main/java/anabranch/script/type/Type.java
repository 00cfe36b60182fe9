package anabranch.script.type;

import java.util.List;
import java.util.stream.Collectors;

/** What a value is, as far as the checker knows. */
public sealed interface Type
    permits Type.Simple,
        Type.ListOf,
        Type.DictOf,
        Type.TupleOf,
        Type.OptionalOf,
        Type.FutureOf,
        Type.Variable,
        ClassType {
  /** The parts that a type may have: see {@link #bounded}. */
  int MOST_PARTS = 1_000;

  /** Types without parts. */
  enum Simple implements Type {
    /** A tensor. */
    TENSOR("Tensor"),
    /** A whole number of 64 bits. */
    INT("int"),
    /** A real number of 64 bits. */
    FLOAT("float"),
    /** A truth value. */
    BOOL("bool"),
    /** A string. */
    STR("str"),
    /** {@code None}. */
    NONE("None"),
    /** A whole or real number, or a truth value. */
    NUMBER("Scalar"),
    /** A device. */
    DEVICE("Device"),
    /** Anything: what it is will be seen when the program runs. */
    ANY("Any");

    private final String text;

    Simple(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A list.
   *
   * @param element of its elements
   * @param orOne whether a single element will do in its place, as for {@code int[1]}
   */
  record ListOf(Type element, boolean orOne) implements Type {
    /** A list of {@code element}. */
    public ListOf(Type element) {
      this(element, false);
    }

    @Override
    public String toString() {
      return "List[" + element + "]";
    }
  }

  /** A dict. */
  record DictOf(Type key, Type value) implements Type {
    @Override
    public String toString() {
      return "Dict[" + key + ", " + value + "]";
    }
  }

  /** A tuple. */
  record TupleOf(List<Type> items) implements Type {
    @Override
    public String toString() {
      return items.stream().map(Type::toString).collect(Collectors.joining(", ", "Tuple[", "]"));
    }
  }

  /** A value or {@code None}. */
  record OptionalOf(Type of) implements Type {
    @Override
    public String toString() {
      return "Optional[" + of + "]";
    }
  }

  /** A future. */
  record FutureOf(Type of) implements Type {
    @Override
    public String toString() {
      return "Future[" + of + "]";
    }
  }

  /** Stands for the same type everywhere in one signature. */
  record Variable(String name) implements Type {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The type of what is either of {@code a} or of {@code b}. */
  static Type either(Type a, Type b) {
    if (a.equals(b)) {
      return a;
    }
    if (a == Simple.NONE) {
      return optional(b);
    }
    if (b == Simple.NONE) {
      return optional(a);
    }
    if (a instanceof OptionalOf x) {
      return optional(either(x.of, b instanceof OptionalOf y ? y.of : b));
    }
    if (b instanceof OptionalOf) {
      return either(b, a);
    }
    if (a instanceof TupleOf x && b instanceof TupleOf y && x.items.size() == y.items.size()) {
      List<Type> items = new java.util.ArrayList<>();
      for (int i = 0; i < x.items.size(); i++) {
        items.add(either(x.items.get(i), y.items.get(i)));
      }
      return new TupleOf(items);
    }
    if (a instanceof ListOf x && b instanceof ListOf y) {
      return new ListOf(either(x.element, y.element));
    }
    return Simple.ANY;
  }

  /** {@code type}, or anything if it has so many parts that nobody can have meant them. */
  static Type bounded(Type type) {
    return parts(type, MOST_PARTS) > 0 ? type : Simple.ANY;
  }

  /** What is left of {@code budget} when the type's parts are counted. */
  private static int parts(Type type, int budget) {
    int left = budget - 1;
    List<Type> inner =
        switch (type) {
          case TupleOf tuple -> tuple.items;
          case ListOf list -> List.of(list.element);
          case DictOf dict -> List.of(dict.key, dict.value);
          case OptionalOf optional -> List.of(optional.of);
          case FutureOf future -> List.of(future.of);
          case Simple simple -> List.of();
          case Variable variable -> List.of();
          case ClassType c -> List.of();
        };
    for (Type part : inner) {
      if (left <= 0) {
        return left;
      }
      left = parts(part, left);
    }
    return left;
  }

  /** {@code type} or {@code None}. */
  static Type optional(Type type) {
    return type instanceof OptionalOf || type == Simple.NONE || type == Simple.ANY
        ? type
        : new OptionalOf(type);
  }
}
