package anabranch.bench.overlap;

import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;

import anabranch.Device;
import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import java.util.ArrayList;
import java.util.List;

/** What a fork and its await take beyond the work inside. */
final class ForkMeter {
  private static final int FORKS = 8;
  private static final int ROUNDS = 31;
  private static final int TIMES = 20;
  private static final double WARM_UP_SECONDS = 0.3;

  private ForkMeter() {}

  /**
   * Measures it on {@code width} threads or streams: how much longer eight forks of the smallest
   * operation take than eight such operations in a row, by medians, for one of them.
   *
   * @return seconds, from 0
   */
  static double seconds(Target target, int width) throws Exception {
    try (Target.Opened opened = target.open(width)) {
      Device device = opened.device();
      return opened.devices().call(() -> device.use(() -> measure(device)));
    }
  }

  private static double measure(Device device) {
    Tensor x = Tensors.ones(device, 1);
    long start = System.nanoTime();
    while ((System.nanoTime() - start) / 1e9 < WARM_UP_SECONDS) {
      time(device, () -> inARow(x));
      time(device, () -> forked(x));
    }
    List<Double> more = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      double plain = time(device, () -> inARow(x));
      more.add(time(device, () -> forked(x)) - plain);
    }
    return Math.max(0, Spread.of(more).median() / FORKS);
  }

  private static double time(Device device, Runnable work) {
    long start = System.nanoTime();
    for (int i = 0; i < TIMES; i++) {
      Scope.run(work);
      device.synchronize();
    }
    return (System.nanoTime() - start) / 1e9 / TIMES;
  }

  private static void inARow(Tensor x) {
    for (int i = 0; i < FORKS; i++) {
      x.neg();
    }
  }

  private static void forked(Tensor x) {
    List<Future<Tensor>> futures = new ArrayList<>();
    for (int i = 0; i < FORKS; i++) {
      futures.add(fork(Tensor::neg, x));
    }
    awaitAll(futures);
  }
}
