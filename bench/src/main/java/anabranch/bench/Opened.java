package anabranch.bench;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.spi.NullBackend;
import anabranch.spi.Precision;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A device with a number of host threads, for one benchmark. */
final class Opened implements AutoCloseable {
  private final Devices devices;
  private final Device device;

  private Opened(Devices devices, String name) {
    this.devices = devices;
    this.device = devices.get(name);
  }

  Opened(String name, int threads) {
    this(Devices.open(threads(threads)), name);
  }

  /**
   * A device that computes with a precision.
   *
   * @throws IllegalStateException if it uses another one
   */
  static Opened with(String name, int threads, String precision) {
    Precision asked = Precision.valueOf(precision.toUpperCase(Locale.ROOT));
    Opened opened = new Opened(Devices.open(threads(threads).withPrecision(asked)), name);
    Precision used = opened.device.precision();
    if (used != asked) {
      opened.close();
      throw new IllegalStateException(
          "%s computes in %s where %s is permitted; nothing was measured"
              .formatted(name, used, asked));
    }
    return opened;
  }

  /** The device that does nothing. */
  static Opened nothing(int threads) {
    return new Opened(Devices.open(threads(threads), List.of(new NullBackend())), NullBackend.NAME);
  }

  private static Devices.Options threads(int threads) {
    return Devices.Options.defaults().withThreads(threads);
  }

  Device device() {
    return device;
  }

  /** Runs {@code body} on a thread of the pool, as the command line does. */
  <R extends @Nullable Object> R call(Callable<? extends R> body) throws Exception {
    return devices.call(() -> device.use(body::call));
  }

  /** Does the same, and waits until the device is done. */
  void run(Callable<?> body) throws Exception {
    call(body);
    device.synchronize();
  }

  /** A tensor that lives until this is closed; random ones are the same each time. */
  Tensor make(Callable<Tensor> body) throws Exception {
    return call(() -> Scope.seeded(0, () -> body.call().keep()));
  }

  @Override
  public void close() {
    devices.close();
  }
}
