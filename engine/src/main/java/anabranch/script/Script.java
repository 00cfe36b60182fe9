package anabranch.script;

import anabranch.Device;
import anabranch.script.compile.Linker;
import anabranch.script.run.FunctionCode;
import anabranch.script.run.Holdings;
import anabranch.script.syntax.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Functions written in TorchScript, the part of Python that PyTorch compiles: {@code
 * torch.jit.fork} and {@code torch.jit.wait} are the engine's fork and await.
 *
 * <p>Values go in and come out as {@link Conversion} says. A program may be run by several threads
 * at once.
 */
public final class Script {
  private final Map<String, FunctionCode> functions;
  private final ScriptLimits limits;

  private Script(Map<String, FunctionCode> functions, ScriptLimits limits) {
    this.functions = functions;
    this.limits = limits;
  }

  /**
   * Compiles the functions of {@code source}.
   *
   * @throws ScriptException if it is no program, or uses what is not supported: all of that is
   *     named
   */
  public static Script compile(String source) {
    return compile("source", source);
  }

  /**
   * As {@link #compile(String)}.
   *
   * @param name what the text is called in messages
   */
  public static Script compile(String name, String source) {
    Source text = new Source(name, source);
    Linker linker = new Linker(module -> module.isEmpty() ? text : null, List.of());
    Map<String, FunctionCode> functions = new LinkedHashMap<>();
    try {
      for (String function : linker.functionNames("")) {
        FunctionCode code = linker.function(function);
        if (code != null) {
          functions.put(function, code);
        }
      }
      linker.link();
    } catch (StackOverflowError e) {
      throw new ScriptException(
          ScriptException.Kind.SYNTAX, name + ": the text nests too deep", List.of(), e);
    }
    return new Script(Collections.unmodifiableMap(functions), ScriptLimits.DEFAULT);
  }

  /** The same program with other limits. */
  public Script with(ScriptLimits other) {
    return new Script(functions, other);
  }

  /** The functions' names, in order. */
  public Set<String> functions() {
    return functions.keySet();
  }

  /**
   * Calls a function on the device of its first tensor, or else the current one. Tensors of the
   * result belong to the current scope.
   *
   * @throws ScriptException if it fails, goes over a limit, or the arguments do not fit
   * @throws IllegalArgumentException if there is no such function
   */
  public @Nullable Object call(String function, @Nullable Object... arguments) {
    FunctionCode code = functions.get(function);
    if (code == null) {
      throw new IllegalArgumentException(
          "there is no function '%s', only %s".formatted(function, functions.keySet()));
    }
    List<@Nullable Object> given = new ArrayList<>();
    Collections.addAll(given, arguments);
    Device device = Conversion.device(given);
    return Invocation.of(code, null, given, Map.of(), device, limits, new Holdings());
  }
}
