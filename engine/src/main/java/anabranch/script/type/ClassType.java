package anabranch.script.type;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A class of a program: a module, a named tuple, or another. Two are equal only if they are one.
 */
public final class ClassType implements Type {
  /** What a class is. */
  public enum Kind {
    /** Extends {@code Module}. */
    MODULE,
    /** Extends {@code NamedTuple}: its values are tuples. */
    NAMED_TUPLE,
    /** Extends {@code Interface} or {@code ModuleInterface}: stands for some other class. */
    INTERFACE,
    /** Any other. */
    OBJECT
  }

  private final String name;
  private final Kind kind;
  private final List<String> attributes = new ArrayList<>();
  private final List<Type> types = new ArrayList<>();
  private final Set<String> open = new HashSet<>();

  /** A class without attributes yet. */
  public ClassType(String name, Kind kind) {
    this.name = name;
    this.kind = kind;
  }

  /** Its full name. */
  public String name() {
    return name;
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** Declares an attribute, which gets the next place. */
  public void add(String attribute, Type type) {
    if (!attributes.contains(attribute)) {
      attributes.add(attribute);
      types.add(type);
      if (type instanceof ClassType declared && declared.kind == Kind.INTERFACE) {
        open.add(attribute);
      }
    }
  }

  /**
   * Says that values of class {@code by} are behind an attribute, which matters if its type is an
   * interface: from now on it is that class.
   *
   * @return false if it was said to be another one before
   */
  public boolean implement(int index, ClassType by) {
    if (!open.contains(attributes.get(index))) {
      return true;
    }
    if (types.get(index) instanceof ClassType now && now.kind == Kind.INTERFACE) {
      types.set(index, by);
    }
    return types.get(index) == by;
  }

  /** The attributes' names, in order. */
  public List<String> attributes() {
    return attributes;
  }

  /** The attributes' types, in order. */
  public List<Type> types() {
    return types;
  }

  /** The place of an attribute, or -1. */
  public int index(String attribute) {
    return attributes.indexOf(attribute);
  }

  @Override
  public String toString() {
    return name;
  }
}
