package anabranch.bench.overlap;

import anabranch.Device;
import anabranch.Devices;
import anabranch.spi.BackendProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * A device that can be opened with any width.
 *
 * @param device its name
 * @param options how it is opened, but for the width
 */
record Target(String device, Devices.Options options) {
  /** What a width of it counts. */
  Lanes lanes() {
    return Lanes.of(device);
  }

  /** Opens it with {@code width} host threads, or with that many streams. */
  Opened open(int width) {
    Devices devices =
        lanes() == Lanes.THREADS
            ? Devices.open(options.withThreads(width))
            : Devices.open(options, limited(width));
    try {
      return new Opened(devices, devices.get(device));
    } catch (RuntimeException e) {
      devices.close();
      throw e;
    }
  }

  private static List<BackendProvider> limited(int streams) {
    List<BackendProvider> providers = new ArrayList<>();
    ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())
        .forEach(provider -> providers.add(new StreamLimit(provider, streams)));
    return providers;
  }

  /**
   * The device with its threads, until it is closed.
   *
   * @param devices to close
   * @param device among them
   */
  record Opened(Devices devices, Device device) implements AutoCloseable {
    @Override
    public void close() {
      devices.close();
    }
  }
}
