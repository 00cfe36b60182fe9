package anabranch.examples.cli;

import java.util.List;

/**
 * The machine and the JVM, for a report.
 *
 * @param device the device's hardware and how it is driven
 * @param notes what its backend says besides
 * @param threads host threads that work for it
 * @param cpus CPUs that the machine or container grants
 * @param java the version of the JDK
 * @param vendor who built it
 * @param os the operating system and its architecture
 */
record Host(
    String device,
    List<String> notes,
    int threads,
    int cpus,
    String java,
    String vendor,
    String os) {
  Host {
    notes = List.copyOf(notes);
  }

  /** Of this JVM. */
  static Host here(String device, List<String> notes, int threads) {
    return new Host(
        device,
        notes,
        threads,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        System.getProperty("java.vendor", "unknown vendor"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }
}
