package anabranch.bench.overlap;

import anabranch.Device;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.bench.overlap.Peaks.Flops;
import anabranch.bench.overlap.Peaks.ForkCost;
import anabranch.bench.overlap.Peaks.Read;
import anabranch.shape.DType;
import java.util.ArrayList;
import java.util.List;

/** Products of large matrices and copies on a GPU, of all its multiprocessors together. */
final class GpuPeaks implements PeakMeter {
  /** A peak is looked for with ever larger operations until one takes this long. */
  private static final double ENOUGH_SECONDS = 5e-3;

  private static final int SMALLEST = 128;
  private static final int LARGEST = 16_384;
  private static final long FIRST_BYTES = 1 << 20;
  private static final long LAST_BYTES = 1L << 30;
  private static final int TRIES = 5;
  private static final double GIGA = 1e9;

  private final Peaks peaks;

  /** Measures everything, once: a GPU's clock is not disturbed by the host's other work. */
  GpuPeaks(Target target, List<Integer> widths) throws Exception {
    List<ForkCost> forks = new ArrayList<>();
    for (int width : widths) {
      forks.add(new ForkCost(width, ForkMeter.seconds(target, width)));
    }
    try (Target.Opened opened = target.open(1)) {
      Device device = opened.device();
      peaks =
          opened
              .devices()
              .call(() -> new Peaks(List.of(new Flops(1, gflops(device))), copies(device), forks));
    }
  }

  @Override
  public void look() {
    // See the constructor.
  }

  @Override
  public Peaks best() {
    return peaks;
  }

  private static double gflops(Device device) {
    double best = 0;
    double seconds = 0;
    for (int n = SMALLEST; n <= LARGEST && seconds < ENOUGH_SECONDS; n *= 2) {
      int size = n;
      seconds =
          Scope.call(
              () -> {
                Tensor a = Tensors.rand(device, size, size);
                return time(device, () -> a.matmul(a).rank());
              });
      best = Math.max(best, 2.0 * n * n * n / seconds / GIGA);
    }
    return best;
  }

  private static List<Read> copies(Device device) {
    List<Read> copies = new ArrayList<>();
    double seconds = 0;
    for (long bytes = FIRST_BYTES;
        bytes <= LAST_BYTES && 8 * bytes < device.memory().limit() && seconds < ENOUGH_SECONDS;
        bytes *= 4) {
      long elements = bytes / DType.F32.byteSize();
      seconds =
          Scope.call(
              () -> {
                Tensor from = Tensors.rand(device, elements);
                Tensor to = Tensors.zeros(device, elements);
                return time(device, () -> to.copy_(from).rank());
              });
      copies.add(new Read(1, bytes, 2.0 * bytes / seconds / GIGA));
    }
    return copies;
  }

  /** The least of several. */
  private static double time(Device device, Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < TRIES; i++) {
      device.synchronize();
      long start = System.nanoTime();
      Scope.run(work);
      device.synchronize();
      best = Math.min(best, (System.nanoTime() - start) / GIGA);
    }
    return best;
  }
}
