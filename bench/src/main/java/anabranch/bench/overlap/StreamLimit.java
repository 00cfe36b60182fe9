package anabranch.bench.overlap;

import anabranch.spi.Backend;
import anabranch.spi.BackendProvider;
import anabranch.spi.DeviceInfo;
import anabranch.spi.DeviceTimer;
import anabranch.spi.MemoryStats;
import anabranch.spi.Precision;
import anabranch.spi.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A backend whose devices have no more than a number of streams.
 *
 * @param provider the backend
 * @param streams the most that tasks get; more tasks share them
 */
record StreamLimit(BackendProvider provider, int streams) implements BackendProvider {
  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public Probe probe() {
    return provider.probe();
  }

  @Override
  public Backend open(DeviceInfo device, Options options) {
    return new Limited(provider.open(device, options), streams);
  }

  private record Limited(Backend backend, int streams) implements Backend {
    @Override
    public Stream createStream() {
      return backend.createStream();
    }

    @Override
    public int maxStreams() {
      return Math.min(streams, backend.maxStreams());
    }

    @Override
    public Precision precision() {
      return backend.precision();
    }

    @Override
    public @Nullable DeviceTimer timer() {
      return backend.timer();
    }

    @Override
    public MemoryStats memory() {
      return backend.memory();
    }

    @Override
    public long trim() {
      return backend.trim();
    }

    @Override
    public void close() {
      backend.close();
    }
  }
}
