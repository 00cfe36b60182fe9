package anabranch.examples.cli;

import anabranch.script.ScriptLimits;
import java.time.Duration;

/** Limits as typed. */
final class LimitText {
  private LimitText() {}

  /**
   * The {@code limits} with one of them changed.
   *
   * @throws RunFailedException if there is none called {@code name}, or the value is no number
   */
  static ScriptLimits apply(ScriptLimits limits, String name, String value)
      throws RunFailedException {
    try {
      return switch (name) {
        case "steps" -> limits.withSteps(Long.parseLong(value));
        case "forks" -> limits.withForks(Integer.parseInt(value));
        case "depth" -> limits.withDepth(Integer.parseInt(value));
        case "bytes" -> limits.withBytes(bytes(value));
        case "time" -> limits.withTime(Duration.ofNanos((long) (Double.parseDouble(value) * 1e9)));
        default ->
            throw new RunFailedException(
                "--limit: there is no '%s', only steps, forks, depth, bytes and time"
                    .formatted(name));
      };
    } catch (IllegalArgumentException e) {
      throw new RunFailedException(
          "--limit %s: expected a number that is not negative, got '%s'".formatted(name, value), e);
    }
  }

  private static long bytes(String value) {
    int unit =
        value.isEmpty()
            ? -1
            : "KMG".indexOf(Character.toUpperCase(value.charAt(value.length() - 1)));
    String number = unit < 0 ? value : value.substring(0, value.length() - 1);
    return Math.multiplyExact(Long.parseLong(number), 1L << (10 * (unit + 1)));
  }
}
