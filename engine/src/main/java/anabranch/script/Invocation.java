package anabranch.script;

import anabranch.Device;
import anabranch.script.ops.Values.ObjectValue;
import anabranch.script.run.FunctionCode;
import anabranch.script.run.Holdings;
import anabranch.script.run.Kinds;
import anabranch.script.run.Run;
import anabranch.script.type.Match;
import anabranch.script.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls of functions from outside. */
final class Invocation {
  private Invocation() {}

  /**
   * The result of {@code function} for arguments given in order, and then by name.
   *
   * @param self what a method is called on, or null for a function
   */
  static @Nullable Object of(
      FunctionCode function,
      @Nullable ObjectValue self,
      List<? extends @Nullable Object> given,
      Map<String, ? extends @Nullable Object> named,
      Device device,
      ScriptLimits limits,
      Holdings holdings) {
    List<@Nullable Object> arguments = new ArrayList<>();
    if (self != null) {
      arguments.add(self);
    }
    addAll(arguments, function, given, named);
    Object result = Run.call(function, arguments.toArray(), device, limits, holdings);
    if (self != null) {
      holdings.release(self, result);
    }
    return Conversion.out(result);
  }

  /** Adds the arguments that {@code to} does not have yet. */
  private static void addAll(
      List<@Nullable Object> to,
      FunctionCode function,
      List<? extends @Nullable Object> given,
      Map<String, ? extends @Nullable Object> named) {
    List<FunctionCode.Parameter> parameters =
        function.parameters().subList(to.size(), function.parameters().size());
    if (given.size() > parameters.size()) {
      throw wrong(
          "%s takes %d arguments, got %d"
              .formatted(function.name(), parameters.size(), given.size()));
    }
    List<String> names = parameters.stream().map(FunctionCode.Parameter::name).toList();
    for (String name : named.keySet()) {
      if (names.indexOf(name) < given.size()) {
        throw wrong(
            "%s takes no further '%s'; its parameters are %s"
                .formatted(function.name(), name, names));
      }
    }
    for (int i = 0; i < parameters.size(); i++) {
      FunctionCode.Parameter parameter = parameters.get(i);
      boolean isNamed = named.containsKey(parameter.name());
      if (i >= given.size() && !isNamed && !parameter.optional()) {
        throw wrong(
            "%s lacks its argument '%s', %s"
                .formatted(function.name(), parameter.name(), parameter.type()));
      }
      Object value =
          i < given.size()
              ? argument(function, parameter, given.get(i))
              : isNamed
                  ? argument(function, parameter, named.get(parameter.name()))
                  : parameter.value();
      to.add(value);
    }
  }

  private static @Nullable Object argument(
      FunctionCode function, FunctionCode.Parameter parameter, @Nullable Object given) {
    Object value = Conversion.in(given);
    if (parameter.type() == Type.Simple.FLOAT && value instanceof Long n) {
      return n.doubleValue();
    }
    if (new Match().of(parameter.type(), Kinds.of(value)) == Match.NEVER) {
      throw wrong(
          "%s takes %s as '%s', got %s"
              .formatted(function.name(), parameter.type(), parameter.name(), Kinds.of(value)));
    }
    return value;
  }

  private static ScriptException wrong(String problem) {
    return new ScriptException(ScriptException.Kind.FAILED, problem, List.of(), null);
  }
}
