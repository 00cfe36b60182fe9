package anabranch.examples.cli;

import anabranch.Device;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.io.ArchiveLimits;
import anabranch.io.MalformedFileException;
import anabranch.io.Safetensors;
import anabranch.script.ScriptException;
import anabranch.script.ScriptModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loads a module, runs it on what was given, and shows or writes what it gives. */
final class RunJob {
  private final RunOptions options;
  private final Device device;
  private final PrintWriter out;

  RunJob(RunOptions options, Device device, PrintWriter out) {
    this.options = options;
    this.device = device;
    this.out = out;
  }

  /**
   * Does it.
   *
   * @throws RunFailedException if arguments do not fit, or a file is not there
   * @throws anabranch.io.MalformedFileException if a file is not what it should be
   * @throws anabranch.script.ScriptException if the program is not supported, or fails
   */
  void run() throws Exception {
    ArchiveLimits limits = options.trusted() ? ArchiveLimits.TRUSTED : ArchiveLimits.DEFAULT;
    device.use(() -> Scope.call(() -> run(limits)));
  }

  private @Nullable Void run(ArchiveLimits limits) throws IOException, RunFailedException {
    try (ScriptModule module = ScriptModule.load(options.model(), device, limits)) {
      Object result = forward(module);
      Results results = new Results(device);
      results.add("output", result);
      results.print(out);
      if (options.output().isPresent()) {
        results.write(options.output().get());
      }
      return null;
    } catch (NoSuchFileException e) {
      throw new RunFailedException("there is no file " + e.getMessage(), e);
    }
  }

  private @Nullable Object forward(ScriptModule module) throws IOException, RunFailedException {
    Map<String, @Nullable Object> arguments = arguments(module);
    try {
      return module.with(options.limits()).forward(arguments);
    } catch (ScriptException e) {
      if (!e.places().isEmpty()) {
        throw e;
      }
      throw new RunFailedException(
          "%s; forward takes %s: tensors by --input FILE, others by --arg NAME=VALUE"
              .formatted(e.getMessage(), module.parametersOf("forward")),
          e);
    }
  }

  private Map<String, @Nullable Object> arguments(ScriptModule module)
      throws IOException, RunFailedException {
    Map<String, String> parameters = module.parametersOf("forward");
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    for (Path input : options.inputs()) {
      try (Safetensors tensors = Safetensors.open(input)) {
        for (String name : tensors.names()) {
          expect(parameters, name, input.toString());
          out.put(name, number(parameters.get(name), tensors.load(name, device)));
        }
      } catch (MalformedFileException e) {
        throw new RunFailedException("--input takes safetensors files: " + e.getMessage(), e);
      }
    }
    for (Map.Entry<String, String> argument : options.arguments().entrySet()) {
      expect(parameters, argument.getKey(), "--arg");
      out.put(argument.getKey(), value(parameters.get(argument.getKey()), argument.getValue()));
    }
    return out;
  }

  private static void expect(Map<String, String> parameters, String name, String from)
      throws RunFailedException {
    if (!parameters.containsKey(name)) {
      throw new RunFailedException(
          "%s gives '%s', but forward takes %s".formatted(from, name, parameters));
    }
  }

  /** A tensor, or the number in it where a number is asked for. */
  private static Object number(@Nullable String type, Tensor tensor) {
    return switch (type == null ? "" : type) {
      case "int" -> tensor.itemLong();
      case "float" -> tensor.itemDouble();
      case "bool" -> tensor.itemBoolean();
      default -> tensor;
    };
  }

  private static Object value(@Nullable String type, String text) throws RunFailedException {
    String plain = type == null ? "" : type.replaceAll("Optional\\[(.*)\\]", "$1");
    try {
      return switch (plain) {
        case "str" -> text;
        case "int" -> Long.valueOf(text);
        case "float" -> Double.valueOf(text);
        case "bool" -> truth(text);
        default -> guessed(text);
      };
    } catch (NumberFormatException e) {
      throw new RunFailedException("--arg: '%s' is no %s".formatted(text, plain), e);
    }
  }

  private static boolean truth(String text) throws RunFailedException {
    return switch (text) {
      case "true", "True", "1" -> true;
      case "false", "False", "0" -> false;
      default -> throw new RunFailedException("--arg: '%s' is no bool".formatted(text));
    };
  }

  private static Object guessed(String text) {
    if (text.matches("[+-]?\\d{1,18}")) {
      return Long.valueOf(text);
    }
    if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      return Double.valueOf(text);
    }
    return text.matches("[Tt]rue|[Ff]alse") ? (Object) text.matches("[Tt]rue") : text;
  }
}
