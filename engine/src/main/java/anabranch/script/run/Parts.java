package anabranch.script.run;

import anabranch.script.ops.ScriptError;
import anabranch.script.ops.Values;
import anabranch.script.ops.Values.DictValue;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.ObjectValue;
import anabranch.script.ops.Values.TupleValue;
import anabranch.script.type.ClassType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instructions that make values of several parts, and take them apart. */
public final class Parts {
  private Parts() {}

  /** Makes a list. */
  public static final class MakeList extends Instruction {
    private final int[] items;
    private final int to;

    /** {@code to = [items]}. */
    public MakeList(int at, int[] items, int to) {
      super(at);
      this.items = items.clone();
      this.to = to;
    }

    @Override
    int run(Frame frame, int pc) {
      frame.task.charge(32L * items.length + 32);
      List<@Nullable Object> values = new ArrayList<>(items.length);
      for (int item : items) {
        values.add(frame.get(item));
      }
      frame.set(to, new ListValue(values));
      return pc + 1;
    }
  }

  /** Makes a tuple, or a named one. */
  public static final class MakeTuple extends Instruction {
    private final int[] items;
    private final @Nullable ClassType type;
    private final int to;

    /** {@code to = (items)}. */
    public MakeTuple(int at, int[] items, @Nullable ClassType type, int to) {
      super(at);
      this.items = items.clone();
      this.type = type;
      this.to = to;
    }

    @Override
    int run(Frame frame, int pc) {
      frame.task.charge(16L * items.length + 32);
      frame.set(to, new TupleValue(frame.get(items), type));
      return pc + 1;
    }
  }

  /** Makes a dict. */
  public static final class MakeDict extends Instruction {
    private final int[] keys;
    private final int[] values;
    private final int to;

    /** {@code to = {keys: values}}. */
    public MakeDict(int at, int[] keys, int[] values, int to) {
      super(at);
      this.keys = keys.clone();
      this.values = values.clone();
      this.to = to;
    }

    @Override
    int run(Frame frame, int pc) {
      frame.task.charge(96L * keys.length + 96);
      DictValue dict = new DictValue();
      for (int i = 0; i < keys.length; i++) {
        Object key = frame.get(keys[i]);
        if (key == null) {
          throw new ScriptError("TypeError: None cannot be a key");
        }
        dict.entries().put(key, frame.get(values[i]));
      }
      frame.set(to, dict);
      return pc + 1;
    }
  }

  /** Makes an object without attributes yet. */
  public static final class MakeObject extends Instruction {
    private final ClassType type;
    private final int to;

    /** {@code to = type.__new__()}. */
    public MakeObject(int at, ClassType type, int to) {
      super(at);
      this.type = type;
      this.to = to;
    }

    @Override
    int run(Frame frame, int pc) {
      frame.task.charge(16L * type.attributes().size() + 32);
      frame.set(to, new ObjectValue(type));
      return pc + 1;
    }
  }

  /** Takes a tuple or list apart. */
  public static final class Unpack extends Instruction {
    private final int from;
    private final int[] to;

    /** {@code to[0], to[1] = from}. */
    public Unpack(int at, int from, int[] to) {
      super(at);
      this.from = from;
      this.to = to.clone();
    }

    @Override
    int run(Frame frame, int pc) {
      Object value = frame.get(from);
      List<@Nullable Object> items =
          switch (value) {
            case TupleValue tuple -> tuple.items();
            case ListValue list -> list.items();
            case null, default -> throw new ScriptError("cannot unpack " + Values.kind(value));
          };
      if (items.size() != to.length) {
        throw new ScriptError(
            "Expected %d elements in a list but found %d".formatted(to.length, items.size()));
      }
      for (int i = 0; i < to.length; i++) {
        frame.slots[to[i]] = items.get(i);
      }
      return pc + 1;
    }
  }

  /** Reads an item of a tuple by a number known before. */
  public static final class TupleItem extends Instruction {
    private final int from;
    private final int index;
    private final int to;

    /** {@code to = from[index]}. */
    public TupleItem(int at, int from, int index, int to) {
      super(at);
      this.from = from;
      this.index = index;
      this.to = to;
    }

    @Override
    int run(Frame frame, int pc) {
      if (!(frame.get(from) instanceof TupleValue tuple) || index >= tuple.size()) {
        throw new ScriptError(
            "expected a tuple of %d items or more, got %s"
                .formatted(index + 1, Values.kind(frame.get(from))));
      }
      frame.slots[to] = tuple.get(index);
      return pc + 1;
    }
  }

  /** Reads an attribute. */
  public static final class GetAttribute extends Instruction {
    private final int object;
    private final int index;
    private final int to;

    /** {@code to = object.attributes[index]}. */
    public GetAttribute(int at, int object, int index, int to) {
      super(at);
      this.object = object;
      this.index = index;
      this.to = to;
    }

    @Override
    int run(Frame frame, int pc) {
      frame.slots[to] = object(frame.get(object)).get(index);
      return pc + 1;
    }
  }

  private static ObjectValue object(@Nullable Object value) {
    if (value instanceof ObjectValue object) {
      return object;
    }
    throw new ScriptError("expected an object, got " + Values.kind(value));
  }

  /** Writes an attribute. What a module holds lives on after the run. */
  public static final class SetAttribute extends Instruction {
    private final int object;
    private final int index;
    private final int value;

    /** {@code object.attributes[index] = value}. */
    public SetAttribute(int at, int object, int index, int value) {
      super(at);
      this.object = object;
      this.index = index;
      this.value = value;
    }

    @Override
    int run(Frame frame, int pc) {
      ObjectValue target = object(frame.get(object));
      Object stored = frame.get(value);
      if (target.type().kind() == ClassType.Kind.MODULE) {
        frame.task.keep(stored);
      }
      target.set(index, stored);
      return pc + 1;
    }
  }
}
