package anabranch.script.run;

import anabranch.Tensor;
import anabranch.script.ops.Args;
import anabranch.script.ops.Operation;
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

/**
 * The instructions that stay within a task, by what they are for. Operands are as in {@link Frame}.
 */
public final class Steps {
  private Steps() {}

  /** {@code to = from}. */
  public static final class Move extends Instruction {
    private final int from;
    private final int to;

    /** Copies an operand to a slot. */
    public Move(int at, int from, int to) {
      super(at);
      this.from = from;
      this.to = to;
    }

    @Override
    int run(Frame frame, int pc) {
      frame.slots[to] = frame.get(from);
      return pc + 1;
    }
  }

  /** Several moves at once, so that {@code a, b = b, a} holds. */
  public static final class MoveAll extends Instruction {
    private final int[] from;
    private final int[] to;

    /** Copies operands to slots. */
    public MoveAll(int at, int[] from, int[] to) {
      super(at);
      this.from = from.clone();
      this.to = to.clone();
    }

    @Override
    int run(Frame frame, int pc) {
      @Nullable Object[] values = frame.get(from);
      for (int i = 0; i < values.length; i++) {
        frame.slots[to[i]] = values[i];
      }
      return pc + 1;
    }
  }

  /** Goes elsewhere. */
  public static final class Jump extends Instruction {
    private int target;

    /** A jump whose target is set later. */
    public Jump(int at) {
      super(at);
    }

    /** Sets where it goes. */
    public void target(int pc) {
      target = pc;
    }

    @Override
    int run(Frame frame, int pc) {
      return target;
    }
  }

  /** Goes elsewhere if a value is, or is not, true. */
  public static final class Branch extends Instruction {
    private final int condition;
    private final boolean on;
    private int target;

    /** A jump if {@code condition} is {@code on}; its target is set later. */
    public Branch(int at, int condition, boolean on) {
      super(at);
      this.condition = condition;
      this.on = on;
    }

    /** Sets where it goes. */
    public void target(int pc) {
      target = pc;
    }

    @Override
    int run(Frame frame, int pc) {
      Object value = frame.get(condition);
      boolean truth = value instanceof Boolean b ? b : truth(value);
      return truth == on ? target : pc + 1;
    }

    private static boolean truth(@Nullable Object value) {
      return switch (value) {
        case Tensor t when t.numel() == 1 -> t.itemBoolean();
        case Tensor t ->
            throw new ScriptError(
                "Boolean value of Tensor with more than one value is ambiguous: " + t.shape());
        case Long n -> n != 0;
        case Double x -> x != 0;
        case String s -> !s.isEmpty();
        case ListValue list -> !list.items().isEmpty();
        case null, default ->
            throw new ScriptError("expected a condition, got " + Values.kind(value));
      };
    }
  }

  /** Ends the function. */
  public static final class Return extends Instruction {
    private final int value;

    /** Returns an operand. */
    public Return(int at, int value) {
      super(at);
      this.value = value;
    }

    @Override
    int run(Frame frame, int pc) {
      frame.result = frame.get(value);
      return END;
    }
  }

  /** Runs an operation. */
  public static final class Apply extends Instruction {
    private final Operation operation;
    private final int[] arguments;
    private final int to;

    /** {@code to = operation(arguments)}. */
    public Apply(int at, Operation operation, int[] arguments, int to) {
      super(at);
      this.operation = operation;
      this.arguments = arguments.clone();
      this.to = to;
    }

    @Override
    int run(Frame frame, int pc) {
      @Nullable Object[] values = frame.get(arguments);
      frame.task.before(values);
      Object result = operation.body().run(new Args(operation.schema(), values, frame.task));
      frame.set(to, result);
      frame.task.made(operation, values, result);
      return pc + 1;
    }
  }

  /** Calls a function of the program. */
  public static final class Call extends Instruction {
    private final FunctionCode function;
    private final int[] arguments;
    private final int to;

    /** {@code to = function(arguments)}. */
    public Call(int at, FunctionCode function, int[] arguments, int to) {
      super(at);
      this.function = function;
      this.arguments = arguments.clone();
      this.to = to;
    }

    @Override
    int run(Frame frame, int pc) {
      frame.set(to, Interpreter.call(function, frame.get(arguments), frame.task));
      return pc + 1;
    }
  }

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

  /** Says that a value is what the checker takes it for. */
  public static final class Check extends Instruction {
    private final int value;
    private final anabranch.script.type.Type type;
    private final int to;

    /** {@code to = value}, an error if it is not of {@code type}. */
    public Check(int at, int value, anabranch.script.type.Type type, int to) {
      super(at);
      this.value = value;
      this.type = type;
      this.to = to;
    }

    @Override
    int run(Frame frame, int pc) {
      Object actual = frame.get(value);
      if (!Kinds.fits(type, actual)) {
        throw new ScriptError("expected %s, got %s".formatted(type, Values.kind(actual)));
      }
      frame.set(to, actual);
      return pc + 1;
    }
  }

  /** Whether a value is of a type. */
  public static final class IsInstance extends Instruction {
    private final int value;
    private final anabranch.script.type.Type type;
    private final int to;

    /** {@code to = isinstance(value, type)}. */
    public IsInstance(int at, int value, anabranch.script.type.Type type, int to) {
      super(at);
      this.value = value;
      this.type = type;
      this.to = to;
    }

    @Override
    int run(Frame frame, int pc) {
      frame.set(to, Kinds.fits(type, frame.get(value)));
      return pc + 1;
    }
  }
}
