package anabranch.run;

import anabranch.spi.Precision;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * How an engine runs.
 *
 * @param threads how many host threads to keep busy
 * @param memoryLimit the most bytes to hold on each device
 * @param keepForkSites whether errors tell where their forks were made; costs about a microsecond a
 *     fork
 * @param precision how far products of F32 matrices may be rounded
 * @param synchronous whether each operation is waited for
 */
public record Settings(
    int threads,
    long memoryLimit,
    boolean keepForkSites,
    Precision precision,
    boolean synchronous) {
  /** In FP32, without waiting for each operation. */
  public Settings(int threads, long memoryLimit, boolean keepForkSites) {
    this(threads, memoryLimit, keepForkSites, Precision.FP32, false);
  }

  /**
   * As many threads as the machine, or the container, grants; no limit beyond the device's memory.
   */
  public static Settings defaults() {
    return new Settings(Runtime.getRuntime().availableProcessors(), Long.MAX_VALUE, false);
  }

  /**
   * The environment's: ANABRANCH_THREADS, ANABRANCH_MEMORY (bytes, or with K, M, G behind),
   * ANABRANCH_PRECISION (fp32, tf32, bf16), and ANABRANCH_DEBUG (1 or more keeps fork sites, 2 or
   * more waits for each operation).
   *
   * @throws IllegalArgumentException naming the variable whose value cannot be read
   */
  public static Settings of(Map<String, String> environment) {
    Settings d = defaults();
    long threads = number(environment, "ANABRANCH_THREADS", d.threads, 4096);
    long memory = number(environment, "ANABRANCH_MEMORY", d.memoryLimit, Long.MAX_VALUE);
    long debug = number(environment, "ANABRANCH_DEBUG", 0, 3);
    return new Settings(
        Math.toIntExact(threads), memory, debug > 0, precision(environment), debug > 1);
  }

  private static Precision precision(Map<String, String> environment) {
    String text = environment.get("ANABRANCH_PRECISION");
    if (text == null || text.isBlank()) {
      return Precision.FP32;
    }
    for (Precision precision : Precision.values()) {
      if (precision.name().equalsIgnoreCase(text.strip())) {
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "ANABRANCH_PRECISION="
            + text
            + ": expected one of "
            + Arrays.toString(Precision.values()).toLowerCase(Locale.ROOT));
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
