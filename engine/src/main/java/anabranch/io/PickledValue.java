package anabranch.io;

import anabranch.shape.DType;
import anabranch.shape.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a {@link TorchArchive}. Simple values are records and equal by content. Lists, tuples,
 * dicts, objects and tensors are what they are: two are equal only if they are the same one, and
 * what the archive refers to twice is one instance that is met twice.
 *
 * <p>Values hold no cycle and nest at most {@link ArchiveLimits#depth} deep, so that walking them
 * by recursion ends. Since shared parts are met again on every way that leads to them, whoever
 * walks an untrusted archive remembers what was seen, by identity.
 */
public sealed interface PickledValue extends PickleItem {
  /** Python's {@code None}. */
  enum None implements PickledValue {
    /** The only one. */
    NONE
  }

  /**
   * A truth value.
   *
   * @param value it
   */
  record Bool(boolean value) implements PickledValue {}

  /**
   * A whole number.
   *
   * @param value it
   */
  record Int(long value) implements PickledValue, Comparable<Int> {
    @Override
    public int compareTo(Int other) {
      return Long.compare(value, other.value);
    }
  }

  /**
   * A floating-point number.
   *
   * @param value it
   */
  record Real(double value) implements PickledValue, Comparable<Real> {
    @Override
    public int compareTo(Real other) {
      return Double.compare(value, other.value);
    }
  }

  /**
   * A string.
   *
   * @param value it
   */
  record Text(String value) implements PickledValue, Comparable<Text> {
    @Override
    public int compareTo(Text other) {
      return value.compareTo(other.value);
    }
  }

  /**
   * A {@code torch.device}.
   *
   * @param name such as {@code cpu} or {@code cuda:0}; not checked
   */
  record DeviceName(String name) implements PickledValue {}

  /**
   * A constant of an enum class.
   *
   * @param className the class's full name, such as {@code __torch__.Color}
   * @param value what the constant stands for, a simple value
   */
  record EnumValue(String className, PickledValue value) implements PickledValue {}

  /** The start of a simple value, for messages. */
  private static String shown(PickledValue value) {
    return switch (value) {
      case Text text -> "'" + MalformedFileException.excerpt(text.value) + "'";
      case Int number -> Long.toString(number.value);
      case Real number -> Double.toString(number.value);
      default -> PickleItem.kindOf(value);
    };
  }

  /** What other values are in. Complete once the archive is open. */
  abstract sealed class Container implements PickledValue {
    /** How deep it nests, found when all has been read: see {@link Nesting}. */
    int height = Nesting.UNSEEN;

    private Container() {}

    /** The values in it, in order; not a dict's keys. */
    abstract Iterable<? extends PickledValue> parts();
  }

  /** A list. */
  final class ListValue extends Container {
    private final List<PickledValue> items = new ArrayList<>(0);
    private @Nullable String type;

    ListValue() {}

    /** Its items; not to be changed. */
    public List<PickledValue> items() {
      return Collections.unmodifiableList(items);
    }

    /**
     * Its type as the archive has it, such as {@code List[int]}, or null if it does not say. The
     * items of {@code List[int]}, {@code List[float]}, {@code List[bool]} and {@code List[Tensor]}
     * that come from PyTorch's short forms were checked; any other type is text, not parsed.
     */
    public @Nullable String type() {
      return type;
    }

    void add(PickledValue item) {
      items.add(item);
    }

    void type(String name) {
      type = name;
    }

    @Override
    Iterable<PickledValue> parts() {
      return items;
    }
  }

  /** A tuple; of a named one too only the values. */
  final class TupleValue extends Container {
    private final List<PickledValue> items;

    TupleValue(List<PickledValue> items) {
      this.items = List.copyOf(items);
    }

    /** Its items. */
    public List<PickledValue> items() {
      return items;
    }

    @Override
    Iterable<PickledValue> parts() {
      return items;
    }
  }

  /**
   * A dict. Its keys are all {@link Text}, {@link Int}, {@link Real} or {@link Bool}, no two of
   * them equal.
   */
  final class DictValue extends Container {
    private final LinkedHashMap<PickledValue, PickledValue> entries = new LinkedHashMap<>(2);
    private @Nullable String type;

    DictValue() {}

    /** Its entries, in order; not to be changed. */
    public Map<PickledValue, PickledValue> entries() {
      return Collections.unmodifiableMap(entries);
    }

    /** Its type as the archive has it, such as {@code Dict[str, int]}, or null; not parsed. */
    public @Nullable String type() {
      return type;
    }

    /** Adds an entry; says what is wrong with it, or null. */
    @Nullable String add(PickledValue key, PickledValue value) {
      if (!(key instanceof Text
          || key instanceof Int
          || key instanceof Real
          || key instanceof Bool)) {
        return "%s cannot be a key".formatted(PickleItem.kindOf(key));
      }
      // Comparable keys of one class keep their table quick, whatever their hashes are made to be.
      if (!entries.isEmpty() && entries.firstEntry().getKey().getClass() != key.getClass()) {
        return "%s is a key beside others that are not".formatted(PickleItem.kindOf(key));
      }
      return entries.putIfAbsent(key, value) == null ? null : "a key is there twice: " + shown(key);
    }

    void type(String name) {
      type = name;
    }

    @Override
    Iterable<PickledValue> parts() {
      return entries.values();
    }
  }

  /** An instance of one of the archive's own classes, which all begin with {@code __torch__}. */
  final class ObjectValue extends Container {
    private final String className;
    private @Nullable PickledValue state;

    ObjectValue(String className) {
      this.className = className;
    }

    /** The class's full name, such as {@code __torch__.torch.nn.modules.rnn.LSTM}. */
    public String className() {
      return className;
    }

    /**
     * Its attributes by name, in order; empty if its {@link #state} is not a dict of names, as in a
     * class with {@code __setstate__}.
     */
    public Map<String, PickledValue> attributes() {
      if (!(state instanceof DictValue dict)) {
        return Map.of();
      }
      Map<String, PickledValue> attributes = LinkedHashMap.newLinkedHashMap(dict.entries.size());
      dict.entries.forEach(
          (name, value) -> {
            if (name instanceof Text text) {
              attributes.put(text.value, value);
            }
          });
      return attributes;
    }

    /** What it is rebuilt from: mostly the dict of its attributes. */
    public PickledValue state() {
      return state == null ? None.NONE : state;
    }

    boolean hasState() {
      return state != null;
    }

    void state(PickledValue value) {
      state = value;
    }

    @Override
    Iterable<PickledValue> parts() {
      return List.of(state());
    }
  }

  /**
   * A tensor. Its elements are within its storage, which is within the file: this was checked. All
   * elements' bytes of {@code BOOL} are 0 or 1 only once {@link TorchArchive#load} has said so.
   */
  final class TensorValue implements PickledValue {
    private final StorageValue storage;
    private final Layout layout;
    private final boolean requiresGrad;

    TensorValue(StorageValue storage, Layout layout, boolean requiresGrad) {
      this.storage = storage;
      this.layout = layout;
      this.requiresGrad = requiresGrad;
    }

    /** Where its elements are; the same for all tensors that share it. */
    public StorageValue storage() {
      return storage;
    }

    /** The type of its elements. */
    public DType dtype() {
      return storage.dtype();
    }

    /** Its sizes, strides and offset in the storage, in elements. */
    public Layout layout() {
      return layout;
    }

    /** Whether it was to be trained. */
    public boolean requiresGrad() {
      return requiresGrad;
    }
  }
}
