package anabranch.emulator;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is alive in the emulated driver.
 *
 * @param allocations of device memory
 * @param bytes in them
 * @param pinned bytes of the host that devices can reach
 * @param streams that were created and not destroyed
 * @param events that were created and not destroyed
 * @param modules that are loaded
 * @param launches of kernels since the process began
 * @param queued items that have not run
 */
public record Stats(
    long allocations,
    long bytes,
    long pinned,
    int streams,
    int events,
    int modules,
    long launches,
    long queued) {
  static Stats parse(String text) {
    Map<String, Long> values =
        text.lines()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> Long.valueOf(pair[1])));
    return new Stats(
        values.get("allocations"),
        values.get("bytes"),
        values.get("pinned"),
        Math.toIntExact(values.get("streams")),
        Math.toIntExact(values.get("events")),
        Math.toIntExact(values.get("modules")),
        values.get("launches"),
        values.get("queued"));
  }
}
