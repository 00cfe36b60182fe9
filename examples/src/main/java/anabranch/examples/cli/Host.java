package anabranch.examples.cli;

/**
 * The machine and the JVM, for a report.
 *
 * @param device the device's hardware and how it is driven
 * @param threads host threads that work for it
 * @param cpus CPUs that the machine or container grants
 * @param java the version of the JDK
 * @param vendor who built it
 * @param os the operating system and its architecture
 */
record Host(String device, int threads, int cpus, String java, String vendor, String os) {
  /** Of this JVM. */
  static Host here(String device, int threads) {
    return new Host(
        device,
        threads,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        System.getProperty("java.vendor", "unknown vendor"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }
}
