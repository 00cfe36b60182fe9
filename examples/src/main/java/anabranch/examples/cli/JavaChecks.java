package anabranch.examples.cli;

import anabranch.Tensor;
import com.sun.management.OperatingSystemMXBean;
import java.lang.Runtime.Version;
import java.lang.management.ManagementFactory;
import java.security.CodeSource;
import java.util.List;

/** What there is to know of the JVM and the machine. */
final class JavaChecks {
  private static final Version SAFE = Version.parse("25.0.3");
  private static final String VECTORS = "jdk.incubator.vector";

  private JavaChecks() {}

  static List<Finding> all() {
    return List.of(jdk(), vectors(), code(), heap(), cpus(), memory());
  }

  private static Finding jdk() {
    return jdk(Runtime.version(), System.getProperty("java.vendor", "unknown vendor"));
  }

  /** JDK 25.0.0 to 25.0.2 may corrupt arrays that native code has pinned (JDK-8377811). */
  static Finding jdk(Version version, String vendor) {
    String text = "Java " + version + ", " + vendor;
    return version.compareToIgnoreOptional(SAFE) >= 0
        ? Finding.well("jdk", text)
        : Finding.problem(
            "jdk",
            text + ": before " + SAFE + " the JDK may corrupt arrays passed to native code",
            "install JDK " + SAFE + " or newer (adoptium.net) and point JAVA_HOME at it");
  }

  private static Finding vectors() {
    return vectors(ModuleLayer.boot().findModule(VECTORS).isPresent());
  }

  static Finding vectors(boolean present) {
    return present
        ? Finding.well(
            "vectors", "module " + VECTORS + " is there; the line of device cpu has their width")
        : Finding.problem(
            "vectors",
            "module " + VECTORS + " is missing, so the CPU computes number by number",
            "start Java with --add-modules " + VECTORS + " (the script anabranch does)");
  }

  private static Finding code() {
    CodeSource source = Tensor.class.getProtectionDomain().getCodeSource();
    return Finding.well(
        "libraries",
        "engine from %s; the CPU needs no native library"
            .formatted(source == null ? "an unknown place" : source.getLocation().getPath()));
  }

  private static Finding heap() {
    return Finding.well(
        "heap",
        "up to %s; tensors live outside of it"
            .formatted(Quantity.bytes(Runtime.getRuntime().maxMemory())));
  }

  private static Finding cpus() {
    return Finding.well(
        "cpus",
        "%d granted to this process, %s %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch")));
  }

  private static Finding memory() {
    OperatingSystemMXBean os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return Finding.well(
        "memory",
        "%s in all, %s free"
            .formatted(
                Quantity.bytes(os.getTotalMemorySize()), Quantity.bytes(os.getFreeMemorySize())));
  }
}
