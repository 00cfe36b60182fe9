package anabranch.script;

import java.time.Duration;

/**
 * How much one run of a program may use before it fails with a {@link ScriptException} of kind
 * {@code LIMIT}. All its forks count together.
 *
 * @param steps instructions
 * @param forks forks that have not ended
 * @param depth calls inside of each other on one thread
 * @param bytes bytes in tensors, strings, lists and dicts; those of tensors as the device counts
 *     them
 * @param time from the start to the end
 */
public record ScriptLimits(long steps, int forks, int depth, long bytes, Duration time) {
  /**
   * For programs from anywhere: 10^10 steps, 100,000 live forks, 200 calls deep, 16 GiB, 10
   * minutes.
   */
  public static final ScriptLimits DEFAULT =
      new ScriptLimits(10_000_000_000L, 100_000, 200, 16L << 30, Duration.ofMinutes(10));

  /**
   * For programs that are trusted: nothing is limited but the depth of calls, to spare the stack.
   */
  public static final ScriptLimits TRUSTED =
      new ScriptLimits(
          Long.MAX_VALUE,
          Integer.MAX_VALUE,
          200,
          Long.MAX_VALUE,
          Duration.ofSeconds(Long.MAX_VALUE));

  /** Checks that no limit is negative. */
  public ScriptLimits {
    if (steps < 0 || forks < 0 || depth < 0 || bytes < 0 || time.isNegative()) {
      throw new IllegalArgumentException(
          "limits are 0 or more, got steps %d, forks %d, depth %d, bytes %d, time %s"
              .formatted(steps, forks, depth, bytes, time));
    }
  }

  /** The same with other steps. */
  public ScriptLimits withSteps(long steps) {
    return new ScriptLimits(steps, forks, depth, bytes, time);
  }

  /** The same with other forks. */
  public ScriptLimits withForks(int forks) {
    return new ScriptLimits(steps, forks, depth, bytes, time);
  }

  /** The same with another depth. */
  public ScriptLimits withDepth(int depth) {
    return new ScriptLimits(steps, forks, depth, bytes, time);
  }

  /** The same with other bytes. */
  public ScriptLimits withBytes(long bytes) {
    return new ScriptLimits(steps, forks, depth, bytes, time);
  }

  /** The same with another time. */
  public ScriptLimits withTime(Duration time) {
    return new ScriptLimits(steps, forks, depth, bytes, time);
  }
}
