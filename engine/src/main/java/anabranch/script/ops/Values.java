package anabranch.script.ops;

import anabranch.Device;
import anabranch.Tensor;
import anabranch.script.type.ClassType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a running program handles: {@link Tensor}, {@link Long}, {@link Double}, {@link Boolean},
 * {@link String}, {@link Device}, null for {@code None}, and the kinds that are nested here.
 */
public final class Values {
  private Values() {}

  /** A list. Programs with races may see any state of it, but nothing else comes to harm. */
  public static final class ListValue {
    private final List<@Nullable Object> items;
    private volatile boolean persistent;

    /** A list with these items, which it keeps. */
    public ListValue(List<@Nullable Object> items) {
      this.items = items;
    }

    /** An empty list. */
    public ListValue() {
      this(new ArrayList<>());
    }

    /** Its items, which may be changed. */
    public List<@Nullable Object> items() {
      return items;
    }

    /** Whether a module holds it, so that what it holds lives on after a run. */
    public boolean isPersistent() {
      return persistent;
    }

    /** Notes that a module holds it. */
    public void persist() {
      persistent = true;
    }
  }

  /** A dict; keys keep the order in which they came. */
  public static final class DictValue {
    private final Map<Object, @Nullable Object> entries =
        Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile boolean persistent;

    /** Whether a module holds it, so that what it holds lives on after a run. */
    public boolean isPersistent() {
      return persistent;
    }

    /** Notes that a module holds it. */
    public void persist() {
      persistent = true;
    }

    /** Its entries, which may be changed. */
    public Map<Object, @Nullable Object> entries() {
      return entries;
    }

    /** The keys and values now. */
    public List<Map.Entry<Object, @Nullable Object>> snapshot() {
      synchronized (entries) {
        List<Map.Entry<Object, @Nullable Object>> all = new ArrayList<>(entries.size());
        entries.forEach((k, v) -> all.add(new java.util.AbstractMap.SimpleEntry<>(k, v)));
        return all;
      }
    }
  }

  /** A tuple, or a named one of {@code type}. */
  public static final class TupleValue {
    private final @Nullable Object[] items;
    private final @Nullable ClassType type;

    /** A tuple of {@code items}, which it keeps. */
    public TupleValue(@Nullable Object[] items, @Nullable ClassType type) {
      this.items = items;
      this.type = type;
    }

    /** A tuple of {@code items}. */
    public static TupleValue of(@Nullable Object... items) {
      return new TupleValue(items, null);
    }

    /** How many items it has. */
    public int size() {
      return items.length;
    }

    /** An item. */
    public @Nullable Object get(int i) {
      return items[i];
    }

    /** Its items. */
    public List<@Nullable Object> items() {
      return Collections.unmodifiableList(java.util.Arrays.asList(items));
    }

    /** Its class if it is a named one. */
    public @Nullable ClassType type() {
      return type;
    }
  }

  /** An instance of a class of the program. */
  public static final class ObjectValue {
    private final ClassType type;
    private final @Nullable Object[] fields;

    /** An instance whose attributes are all {@code None}. */
    public ObjectValue(ClassType type) {
      this.type = type;
      this.fields = new Object[type.attributes().size()];
    }

    /** Its class. */
    public ClassType type() {
      return type;
    }

    /** The attribute at a place of its class. */
    public @Nullable Object get(int i) {
      return fields[i];
    }

    /** Sets the attribute at a place of its class. */
    public void set(int i, @Nullable Object value) {
      fields[i] = value;
    }
  }

  /** What a value is called in messages. */
  public static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case Tensor t -> "Tensor";
      case Long n -> "int";
      case Double x -> "float";
      case Boolean b -> "bool";
      case String s -> "str";
      case Device d -> "Device";
      case ListValue list -> "List";
      case DictValue dict -> "Dict";
      case TupleValue tuple -> tuple.type() == null ? "Tuple" : tuple.type().name();
      case ObjectValue object -> object.type().name();
      default -> "Future";
    };
  }
}
