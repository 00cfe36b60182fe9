package anabranch.testing;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Scope;
import anabranch.run.Failures;
import java.util.List;
import java.util.concurrent.Callable;

/** Devices with a {@link RecordingBackend} only. */
public final class Recorded implements AutoCloseable {
  /** What is written down. */
  public final RecordingBackend backend;

  /** Its devices. */
  public final Devices devices;

  /** Its device. */
  public final Device device;

  /** Two host threads over {@code backend}. */
  public Recorded(RecordingBackend backend) {
    this.backend = backend;
    this.devices = Devices.open(Devices.Options.defaults().withThreads(2), List.of(backend));
    this.device = devices.get("recording");
  }

  /** Runs {@code body} in a scope on the calling thread, whose stream is the first, s0. */
  public <R> R scope(Callable<R> body) {
    return root(() -> Scope.call(body::call));
  }

  /** Runs {@code body} outside of any scope on the calling thread. */
  public <R> R root(Callable<R> body) {
    try {
      return device.use(body::call);
    } catch (Exception e) {
      throw Failures.rethrow(e);
    }
  }

  @Override
  public void close() {
    devices.close();
  }
}
