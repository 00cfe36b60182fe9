package anabranch.cuda;

import anabranch.cuda.driver.Driver;
import anabranch.cuda.driver.ModuleHandle;
import anabranch.cuda.launch.Kernel;
import anabranch.cuda.launch.Kernels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kernels' images on the class path, loaded into one context as they are needed. A driver of
 * CUDA 13 or newer gets the cubin that was made for the device or for an older one of its
 * generation; all else gets PTX, which the driver compiles.
 */
final class Images implements Kernels {
  private static final String DIRECTORY = "META-INF/anabranch/kernels/";
  private static final int CUDA_13 = 13_000;
  private static final List<Integer> CUBINS = List.of(90, 89, 86, 80, 75);

  private final CudaDevice device;
  private final Map<String, ModuleHandle> modules = new HashMap<>();

  Images(CudaDevice device) {
    this.device = device;
  }

  /** Which images a device takes, for people. */
  static String kind(int driverVersion, int capability) {
    int cubin = cubin(driverVersion, capability);
    if (cubin > 0) {
      return "cubin sm_" + cubin;
    }
    return driverVersion < CUDA_13
        ? "PTX, compiled by the driver at first use: cubins need a driver of CUDA 13 (580) or newer"
        : "PTX, compiled by the driver at first use: there is no cubin for sm_" + capability;
  }

  /** The architecture of the cubin to take; 0 for PTX. */
  private static int cubin(int driverVersion, int capability) {
    if (driverVersion >= CUDA_13) {
      for (int made : CUBINS) {
        if (made <= capability && made / 10 == capability / 10) {
          return made;
        }
      }
    }
    return 0;
  }

  @Override
  public synchronized Kernel kernel(String family, String name) {
    device.bind();
    ModuleHandle module = modules.get(family);
    if (module == null) {
      module = load(family);
      modules.put(family, module);
    }
    try {
      return new Kernel(name, Driver.function(module, name));
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "the image %s has no kernel %s: the jar of native-kernels does not fit this one"
              .formatted(family, name),
          e);
    }
  }

  private ModuleHandle load(String family) {
    int cubin = cubin(device.driverVersion(), device.capability());
    byte[] image = cubin > 0 ? read(family + ".sm_" + cubin + ".cubin") : null;
    if (image == null) {
      image = read(family + ".ptx");
    }
    if (image == null) {
      throw new IllegalStateException(
          "no image %s%s.ptx on the class path: anabranch-native-kernels belongs there"
              .formatted(DIRECTORY, family));
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(image.length + 1L, 16);
      MemorySegment.copy(image, 0, copy, ValueLayout.JAVA_BYTE, 0, image.length);
      return Driver.load(copy);
    }
  }

  private static byte @Nullable [] read(String name) {
    try (InputStream in = Images.class.getClassLoader().getResourceAsStream(DIRECTORY + name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + DIRECTORY + name, e);
    }
  }

  synchronized void close() {
    modules.values().forEach(Driver::unload);
    modules.clear();
  }
}
