package anabranch.bench.overlap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import anabranch.Async;
import anabranch.Device;
import anabranch.Devices;
import anabranch.Future;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.cpu.CpuProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No more streams than asked for, whatever is forked. */
final class StreamLimitTest {
  @Test
  void aHundredForksShareThreeStreams() throws Exception {
    List<anabranch.spi.BackendProvider> limited = List.of(new StreamLimit(new CpuProvider(), 3));
    try (Devices devices = Devices.open(Devices.Options.defaults().withThreads(2), limited)) {
      Device device = devices.get("cpu");
      float sum =
          devices.call(
              () -> {
                Tensor x = Tensors.ones(device, 1);
                List<Future<Tensor>> futures = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                  futures.add(Async.fork(Tensor::neg, x));
                }
                return (float) Tensors.stack(Async.awaitAll(futures)).sum().item();
              });
      assertEquals(-100, sum);
      assertEquals(3, device.streams());
    }
  }
}
