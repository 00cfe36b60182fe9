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

  CpuBackend(BackendProvider.Options options, boolean poison) {
    this.memory = new Memory(options.memoryLimit(), poison);
    this.run = new Run(memory, options.workers());
  }

  @Override
  public Stream createStream() {
    return new CpuStream(memory, run);
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
    memory.close();
  }
}
