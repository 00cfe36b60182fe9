package anabranch.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A program that runs the forked ensemble for long holds no more at the end than at the start. */
final class LeakTest {
  private static final int WARM_RUNS = 200;
  private static final int RUNS = 2_000;
  private static final int WORKERS = 2;
  private static final int MEMBERS = 4;

  /**
   * What one run forks: each member and a direction of it. However they happen to overlap, no more
   * lease a stream or block a thread at once, beside the caller; how many do is chance.
   */
  private static final int FORKS = 2 * MEMBERS;

  private static final double HEAP_GROWTH = 1.05;

  /** What is held after a run. */
  private record Held(long live, long storages, long cached, int streams, int threads, long heap) {}

  @Test
  void twoThousandForkedRunsHoldNoMoreThanTwoHundred() throws Exception {
    try (Devices devices = Devices.open(Devices.Options.defaults().withThreads(WORKERS))) {
      devices.call(() -> devices.best().use(() -> run(devices)));
    }
  }

  private static boolean run(Devices devices) {
    Device device = devices.best();
    LstmEnsemble ensemble = new LstmEnsemble(MEMBERS, 16).mode(LstmEnsemble.Mode.MEMBERS);
    Tensor x = Tensors.rand(device, 5, 3, 16);
    times(WARM_RUNS, ensemble, x);
    Held before = held(devices, device);
    times(RUNS - WARM_RUNS, ensemble, x);
    Held after = held(devices, device);
    assertEquals(before.live(), after.live(), "live bytes");
    assertEquals(before.storages(), after.storages(), "storages");
    assertEquals(before.cached(), after.cached(), "cached bytes");
    assertTrue(after.streams() <= 1 + FORKS, before + " before, " + after + " after");
    assertTrue(after.threads() <= WORKERS + 1 + FORKS, before + " before, " + after + " after");
    assertTrue(
        after.heap() <= before.heap() * HEAP_GROWTH, before + " before, " + after + " after");
    ensemble.close();
    return true;
  }

  private static void times(int runs, LstmEnsemble ensemble, Tensor x) {
    for (int i = 0; i < runs; i++) {
      Scope.run(() -> ensemble.apply(x));
    }
  }

  private static Held held(Devices devices, Device device) {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new Held(
        device.memory().live(),
        device.memory().storages(),
        device.memory().cached(),
        device.streams(),
        devices.liveThreads(),
        heap);
  }
}
