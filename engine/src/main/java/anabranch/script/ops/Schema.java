package anabranch.script.ops;

import anabranch.script.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation takes and gives, in PyTorch's notation.
 *
 * @param text as written, without the default namespace
 * @param name without the overload's
 * @param parameters what it takes
 * @param variadic whether any number of values of any type may follow
 * @param result what it gives; several are a tuple
 */
public record Schema(
    String text, String name, List<Parameter> parameters, boolean variadic, Type result) {
  /**
   * A parameter.
   *
   * @param name its name
   * @param type its type
   * @param optional whether it may be left out
   * @param value what it is then
   * @param keyword whether it is given by name only
   */
  public record Parameter(
      String name, Type type, boolean optional, @Nullable Object value, boolean keyword) {}

  /** The place of the parameter called {@code name}, or -1. */
  public int index(String name) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
