package anabranch.script.run;

import anabranch.Tensor;
import anabranch.script.ops.Args;
import anabranch.script.ops.Operation;
import anabranch.script.ops.ScriptError;
import anabranch.script.ops.Values;
import anabranch.script.ops.Values.ListValue;
import org.jspecify.annotations.Nullable;

/**
 * The instructions that move values, branch, and run operations and functions. Operands are as in
 * {@link Frame}.
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
      frame.task.before(operation, values);
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
