package anabranch.cpu;

import anabranch.spi.Backend;
import anabranch.spi.BackendProvider;
import anabranch.spi.DeviceInfo;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Offers the host's processor as the device {@code cpu}; it is always there. */
public final class CpuProvider implements BackendProvider {
  /**
   * A system property: {@code true} fills memory with NaN when it is handed out and when it comes
   * back, so that tests notice what was read and never written, or read after it was freed.
   */
  public static final String POISON = "anabranch.cpu.poison";

  private static final String NAME = "cpu";
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** Made by {@link java.util.ServiceLoader}. */
  public CpuProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Probe probe() {
    boolean vectors = VectorSupport.isPresent();
    String path = vectors ? VectorSupport.bits() + "-bit vectors" : "scalar";
    String description =
        "%s, %d threads, %s".formatted(model(), Runtime.getRuntime().availableProcessors(), path);
    List<String> notes =
        vectors
            ? List.of()
            : List.of("scalar: start the JVM with --add-modules jdk.incubator.vector");
    return new Probe.Available(
        List.of(new DeviceInfo(NAME, description, physicalMemory(), 0)), notes);
  }

  private static String model() {
    String architecture = System.getProperty("os.arch");
    if (!Files.isReadable(CPU_INFO)) {
      return architecture;
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      Optional<String> model = lines.filter(line -> line.startsWith("model name")).findFirst();
      return model.map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse(architecture);
    } catch (IOException e) {
      return architecture;
    }
  }

  /** What the machine, or the container, has. */
  private static long physicalMemory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  @Override
  public Backend open(DeviceInfo device, Options options) {
    if (!device.name().equals(NAME)) {
      throw new IllegalArgumentException("the CPU backend has no device " + device.name());
    }
    return new CpuBackend(options, Boolean.getBoolean(POISON));
  }
}
