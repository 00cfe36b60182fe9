package anabranch.script.run;

import anabranch.script.syntax.Source;
import anabranch.script.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of a program: what it takes, and the instructions that it became. */
public final class FunctionCode {
  private static final Instruction[] NOTHING = {};
  private static final Object[] NO_CONSTANTS = {};

  private final String name;
  private final Source source;
  private final List<Parameter> parameters;
  private Type result;
  private Instruction[] code = NOTHING;
  private @Nullable Object[] constants = NO_CONSTANTS;
  private int slots;

  /**
   * A parameter.
   *
   * @param name its name
   * @param type its type
   * @param optional whether it may be left out
   * @param value what it is then
   */
  public record Parameter(String name, Type type, boolean optional, @Nullable Object value) {}

  /** A function whose instructions are not there yet. */
  public FunctionCode(String name, Source source, List<Parameter> parameters, Type result) {
    this.name = name;
    this.source = source;
    this.parameters = List.copyOf(parameters);
    this.result = result;
    this.slots = parameters.size();
  }

  /** Gives it its instructions. */
  public void define(List<Instruction> code, List<@Nullable Object> constants, int slots) {
    this.code = code.toArray(Instruction[]::new);
    this.constants = constants.toArray();
    this.slots = slots;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What it takes. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** What it gives. */
  public Type result() {
    return result;
  }

  /** Says what it gives, once that is known. */
  public void result(Type type) {
    result = type;
  }

  Source source() {
    return source;
  }

  Instruction[] code() {
    return code;
  }

  @Nullable Object[] constants() {
    return constants;
  }

  int slots() {
    return slots;
  }
}
