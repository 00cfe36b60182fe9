package anabranch.script.type;

import java.util.ArrayList;
import java.util.List;

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
    /** Any other. */
    OBJECT
  }

  private final String name;
  private final Kind kind;
  private final List<String> attributes = new ArrayList<>();
  private final List<Type> types = new ArrayList<>();

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
    }
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
