package anabranch.cpu;

import anabranch.spi.Backend;
import anabranch.spi.BackendProvider;
import anabranch.spi.MemoryStats;
import anabranch.spi.Precision;
import anabranch.spi.Stream;

/** The host's processor as a device. */
final class CpuBackend implements Backend {
  private final Memory memory;
  private final Run run;
  private final EarlyCompilation compilation;

  CpuBackend(BackendProvider.Options options, boolean poison) {
    this.memory = new Memory(options.memoryLimit(), poison);
    Kernels kernels = Kernels.of(memory, options.workers());
    this.run = new Run(memory, options.workers(), kernels);
    this.compilation = new EarlyCompilation(kernels.compute());
  }

  @Override
  public Stream createStream() {
    return new CpuStream(memory, run, compilation);
  }

  @Override
  public int maxStreams() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Precision precision() {
    return Precision.FP32;
  }

  @Override
  public MemoryStats memory() {
    return memory.stats();
  }

  @Override
  public long trim() {
    return memory.trim();
  }

  @Override
  public void close() {
    compilation.close();
    memory.close();
  }
}
