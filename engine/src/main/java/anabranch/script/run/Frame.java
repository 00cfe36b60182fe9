package anabranch.script.run;

import org.jspecify.annotations.Nullable;

/** A function that runs: its variables by number. Negative numbers are the function's constants. */
public final class Frame {
  final FunctionCode function;
  final @Nullable Object[] slots;
  final Task task;
  private final @Nullable Object[] constants;
  @Nullable Object result;

  Frame(FunctionCode function, @Nullable Object[] slots, Task task) {
    this.function = function;
    this.slots = slots;
    this.task = task;
    this.constants = function.constants();
  }

  @Nullable Object get(int operand) {
    return operand >= 0 ? slots[operand] : constants[~operand];
  }

  void set(int slot, @Nullable Object value) {
    slots[slot] = value;
  }

  @Nullable Object[] get(int[] operands) {
    @Nullable Object[] values = new Object[operands.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(operands[i]);
    }
    return values;
  }
}
