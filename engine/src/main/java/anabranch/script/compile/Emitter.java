package anabranch.script.compile;

import anabranch.script.run.FunctionCode;
import anabranch.script.run.Instruction;
import anabranch.script.run.Kinds;
import anabranch.script.run.Steps;
import anabranch.script.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects a function's instructions, and hands out slots: variables first, then passing values.
 */
final class Emitter {
  private final List<Instruction> code = new ArrayList<>();
  private final List<@Nullable Object> constants = new ArrayList<>();
  private final Map<@Nullable Object, Integer> places = new HashMap<>();
  private int next;
  private int most;

  /** Where an emitter was, to go back to. */
  record Mark(int code, int next) {}

  Mark mark() {
    return new Mark(code.size(), next);
  }

  void backTo(Mark mark) {
    code.subList(mark.code(), code.size()).clear();
    next = mark.next();
  }

  int pc() {
    return code.size();
  }

  <I extends Instruction> I emit(I instruction) {
    code.add(instruction);
    return instruction;
  }

  /** A slot that stays taken until {@link #release}. */
  int slot() {
    most = Math.max(most, next + 1);
    return next++;
  }

  int taken() {
    return next;
  }

  /** Gives back the slots from {@code taken} on. */
  void release(int taken) {
    next = taken;
  }

  Operand constant(@Nullable Object value) {
    return constant(value, Kinds.of(value));
  }

  Operand constant(@Nullable Object value, Type type) {
    boolean simple =
        value == null
            || value instanceof Long
            || value instanceof String
            || value instanceof Boolean;
    Integer known = simple ? places.get(value) : null;
    if (known != null) {
      return new Operand(~known, type);
    }
    constants.add(value);
    int place = constants.size() - 1;
    if (simple) {
      places.put(value, place);
    }
    return new Operand(~place, type);
  }

  void move(int at, Operand from, int to) {
    if (from.index() != to) {
      emit(new Steps.Move(at, from.index(), to));
    }
  }

  void finish(FunctionCode function) {
    function.define(code, constants, Math.max(most, function.parameters().size()));
  }
}
