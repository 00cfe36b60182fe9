package anabranch.cuda;

import anabranch.cuda.driver.CublasLibrary;
import anabranch.cuda.driver.CudaException;
import anabranch.cuda.driver.Driver;
import anabranch.cuda.driver.Libraries;
import anabranch.cuda.driver.Machine;
import anabranch.cuda.driver.Natives;
import anabranch.spi.Backend;
import anabranch.spi.BackendProvider;
import anabranch.spi.DeviceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Offers NVIDIA GPUs as the devices {@code cuda:0}, {@code cuda:1} and so on. */
public final class CudaProvider implements BackendProvider {
  private static final String NAME = "cuda";
  private static final int OLDEST_DRIVER = 12_000;
  private static final int OLDEST_CAPABILITY = 75;

  /** Before any device of the CPU. */
  private static final int RANK = 1000;

  /** Made by {@link java.util.ServiceLoader}. */
  public CudaProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Probe probe() {
    Optional<Probe.Unavailable> obstacle =
        Platform.obstacle(
            System.getProperty("os.name"), System.getProperty("os.arch"), Runtime.version());
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    try {
      return Libraries.hasDriver()
          ? withDriver()
          : new Probe.Unavailable(
              "there is no NVIDIA driver: libcuda.so.1 was not found",
              "install the driver, or start the container with its GPUs (--gpus all)");
    } catch (CudaException e) {
      return new Probe.Unavailable(firstLine(e), remedy(e.code()));
    } catch (LinkageError | RuntimeException e) {
      return new Probe.Unavailable(
          "a native library cannot be used: " + firstLine(e),
          "install a complete driver; java.io.tmpdir must allow libraries to be loaded from it");
    }
  }

  /** By CUresult, for what cuInit is known to say. */
  private static String remedy(int code) {
    return switch (code) {
      case 100 -> "see what nvidia-smi lists, and whether CUDA_VISIBLE_DEVICES hides it";
      case 803 -> "the driver's library and its kernel module are of different versions: reboot";
      case 804 -> "the library is a forward-compatibility one that this GPU does not support";
      default -> "see whether nvidia-smi works, and what the kernel's log says";
    };
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static Probe withDriver() {
    Natives.load();
    int version = Machine.driverVersion();
    if (version < OLDEST_DRIVER) {
      return new Probe.Unavailable(
          "the driver is too old: it supports CUDA " + text(version),
          "install a driver for CUDA 12.0 (525) or newer");
    }
    Driver.initialize();
    List<String> notes = new ArrayList<>();
    List<DeviceInfo> devices = devices(version, notes);
    if (devices.isEmpty()) {
      return new Probe.Unavailable(
          notes.isEmpty() ? "the driver finds no device" : String.join("; ", notes),
          "see what nvidia-smi lists, and whether CUDA_VISIBLE_DEVICES hides it");
    }
    Optional<CublasLibrary> cublas = CublasLibrary.find();
    if (cublas.isEmpty()) {
      return new Probe.Unavailable(
          "cuBLAS is missing: neither libcublas.so.12 nor libcublas.so.13 can be loaded",
          "install the cuBLAS of CUDA 12 or 13, or name its file in " + CublasLibrary.VARIABLE);
    }
    notes.add("driver for CUDA " + text(version));
    notes.add(cublas.get().description());
    return new Probe.Available(devices, notes);
  }

  private static String text(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }

  private static List<DeviceInfo> devices(int version, List<String> notes) {
    List<DeviceInfo> devices = new ArrayList<>();
    for (int i = 0; i < Machine.deviceCount(); i++) {
      String name = NAME + ":" + i;
      int capability = Machine.capability(i);
      if (capability < OLDEST_CAPABILITY) {
        notes.add("%s is too old: sm_%d, and sm_75 is needed".formatted(name, capability));
      } else if (!Machine.hasMemoryPools(i)) {
        notes.add(name + " has no memory pools, as some virtual GPUs have not");
      } else {
        devices.add(
            new DeviceInfo(
                name,
                "%s, sm_%d, %d multiprocessors, %s"
                    .formatted(
                        Machine.deviceName(i),
                        capability,
                        Machine.multiprocessors(i),
                        Images.kind(version, capability)),
                Machine.deviceMemory(i),
                RANK - i));
      }
    }
    return devices;
  }

  @Override
  public Backend open(DeviceInfo device, Options options) {
    if (!device.name().startsWith(NAME + ":")) {
      throw new IllegalArgumentException("the CUDA backend has no device " + device.name());
    }
    int ordinal = Integer.parseInt(device.name().substring(NAME.length() + 1));
    Natives.load();
    Driver.initialize();
    CublasLibrary cublas =
        CublasLibrary.find().orElseThrow(() -> new IllegalStateException("cuBLAS is missing"));
    return new CudaBackend(new CudaDevice(ordinal, options, cublas));
  }
}
