package anabranch.bench;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Scope;
import anabranch.Tensor;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A device with a number of host threads, for one benchmark. */
final class Opened implements AutoCloseable {
  private final Devices devices;
  private final Device device;

  Opened(String name, int threads) {
    devices = Devices.open(Devices.Options.defaults().withThreads(threads));
    device = devices.get(name);
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
