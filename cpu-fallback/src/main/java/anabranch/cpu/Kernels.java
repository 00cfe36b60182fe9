package anabranch.cpu;

import anabranch.cpu.kernel.Compute;
import anabranch.spi.DeviceMemoryException;
import anabranch.spi.View;
import anabranch.spi.Workers;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * What the kernels run with on this device.
 *
 * @param compute works in memory that is not counted
 * @param caching packs weights into memory that is counted as cached
 * @param alone uses the calling thread only
 */
record Kernels(Compute compute, Compute caching, Compute alone) {
  static Kernels of(Memory memory, Workers workers) {
    Compute compute = Compute.of(workers, memory::scratch);
    return new Kernels(compute, compute.with(memory::cached), compute.with(new Caller()));
  }

  /** Only the calling thread. */
  private static final class Caller implements Workers {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public void run(int slices, IntConsumer slice) {
      for (int i = 0; i < slices; i++) {
        slice.accept(i);
      }
    }
  }

  /**
   * Runs {@code body} with what {@code make} makes of weights: from the first one's cache, or,
   * where the limit leaves no room to keep it, made for this call alone.
   */
  <T> void withPacked(
      List<View> weights,
      String how,
      Class<T> type,
      Function<Compute, T> make,
      Consumer<T> close,
      Consumer<T> body) {
    PackedCache cache = CpuBuffer.of(weights.getFirst()).packed();
    PackedCache.Key key = PackedCache.Key.of(weights, how);
    PackedCache.Lease<T> lease;
    try {
      lease = cache.lease(key, type, () -> make.apply(caching), close);
    } catch (DeviceMemoryException noRoom) {
      T once = make.apply(compute);
      try {
        body.accept(once);
      } finally {
        close.accept(once);
      }
      return;
    }
    try (lease) {
      body.accept(lease.packed());
    }
  }
}
