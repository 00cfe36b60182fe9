package anabranch.emulator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that was enqueued or waited for.
 *
 * @param kind "kernel", "gemm", "copy", "fill", "alloc", "free", "record", "wait" (for an event),
 *     "host" (a function of the host); or "sync": the host waits, for the "stream", the "event" or
 *     the whole "device" that is named
 * @param fields by name: "stream" and "device" number them, "name" is a kernel's, "event" numbers
 *     events, "of" is the stream that an event was recorded on, "bytes", "direction", "grid",
 *     "block"
 */
public record LogLine(String kind, Map<String, String> fields) {
  static LogLine parse(String line) {
    String[] words = line.split(" ");
    Map<String, String> fields = new LinkedHashMap<>();
    Arrays.stream(words)
        .skip(1)
        .map(word -> word.split("=", 2))
        .forEach(pair -> fields.put(pair[0], pair.length == 2 ? pair[1] : ""));
    return new LogLine(words[0], Map.copyOf(fields));
  }

  /**
   * A field that this kind has.
   *
   * @throws IllegalArgumentException if it has none of this name
   */
  public String field(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("No " + name + " in " + this);
    }
    return value;
  }

  /** A field that is a number. */
  public int number(String name) {
    return Integer.parseInt(field(name));
  }
}
