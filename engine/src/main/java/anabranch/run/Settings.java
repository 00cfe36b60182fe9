package anabranch.run;

import java.util.Map;

/**
 * How an engine runs.
 *
 * @param threads how many host threads to keep busy
 * @param memoryLimit the most bytes to hold on each device
 * @param keepForkSites whether errors tell where their forks were made; costs about a microsecond a
 *     fork
 */
public record Settings(int threads, long memoryLimit, boolean keepForkSites) {
  /**
   * As many threads as the machine, or the container, grants; no limit beyond the device's memory.
   */
  public static Settings defaults() {
    return new Settings(Runtime.getRuntime().availableProcessors(), Long.MAX_VALUE, false);
  }

  /**
   * The environment's: ANABRANCH_THREADS, ANABRANCH_MEMORY (bytes, or with K, M, G behind), and
   * ANABRANCH_DEBUG (1 or more keeps fork sites).
   *
   * @throws IllegalArgumentException naming the variable whose value cannot be read
   */
  public static Settings of(Map<String, String> environment) {
    Settings d = defaults();
    long threads = number(environment, "ANABRANCH_THREADS", d.threads, 4096);
    long memory = number(environment, "ANABRANCH_MEMORY", d.memoryLimit, Long.MAX_VALUE);
    long debug = number(environment, "ANABRANCH_DEBUG", 0, 3);
    return new Settings(Math.toIntExact(threads), memory, debug > 0);
  }

  private static long number(Map<String, String> environment, String name, long unset, long most) {
    String text = environment.get(name);
    if (text == null || text.isBlank()) {
      return unset;
    }
    String trimmed = text.strip();
    int unit = " KMG".indexOf(Character.toUpperCase(trimmed.charAt(trimmed.length() - 1)));
    String digits = unit > 0 ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
    try {
      long value = Math.multiplyExact(Long.parseLong(digits), 1L << (10 * Math.max(unit, 0)));
      long least = name.endsWith("DEBUG") ? 0 : 1;
      if (value >= least && value <= most) {
        return value;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Falls to the error below, which has the text.
    }
    throw new IllegalArgumentException(
        name + "=" + text + ": expected a whole number up to " + most + ", with K, M or G behind");
  }
}
