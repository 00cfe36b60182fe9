package anabranch.script;

import anabranch.Device;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Jazzer's target for running programs: any bytes are a text, and whatever its functions do, they
 * end within their limits, fail with {@link ScriptException} at the most, and leave no memory
 * behind. Needs a device.
 */
public final class InterpreterFuzz {
  private static final ScriptLimits LIMITS =
      new ScriptLimits(20_000, 50, 50, 1 << 20, Duration.ofSeconds(1));

  private InterpreterFuzz() {}

  /** Called with bytes that Jazzer makes. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    run(new String(bytes, StandardCharsets.UTF_8), Device.of("cpu"));
  }

  /**
   * Compiles {@code text}, and calls each function without arguments and with some, on {@code
   * device}.
   *
   * @return how many of the calls gave a value
   */
  public static int run(String text, Device device) {
    long before = device.memory().live();
    int gave;
    try {
      Script script = Script.compile(text).with(LIMITS);
      gave = device.use(() -> Scope.call(() -> callAll(script, device)));
    } catch (ScriptException e) {
      gave = 0;
    }
    if (device.memory().live() != before) {
      throw new IllegalStateException(
          "a program has left %d bytes behind".formatted(device.memory().live() - before));
    }
    return gave;
  }

  private static int callAll(Script script, Device device) {
    Tensor x = Tensors.arange(device, 0, 6, 1).to(anabranch.shape.DType.F32).reshape(2, 3);
    Object[][] arguments = {{}, {x}, {x, 2}, {3}};
    int gave = 0;
    for (String function : script.functions()) {
      for (Object[] given : arguments) {
        try {
          script.call(function, given);
          gave++;
        } catch (ScriptException e) {
          if (e.report().isEmpty()) {
            throw new IllegalStateException("a failure says why", e);
          }
        }
      }
    }
    return gave;
  }
}
