package anabranch.script.compile;

import anabranch.script.ops.Values.ListValue;
import anabranch.script.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * A value while compiling: a slot, or a constant if negative.
 *
 * @param index which
 * @param type what it is
 * @param literal the list that it is a constant of, which must not be changed, or null
 */
record Operand(int index, Type type, @Nullable ListValue literal) {
  Operand(int index, Type type) {
    this(index, type, null);
  }

  Operand as(Type other) {
    return new Operand(index, other, literal);
  }
}
