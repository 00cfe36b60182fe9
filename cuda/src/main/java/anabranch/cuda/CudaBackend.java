package anabranch.cuda;

import anabranch.cuda.driver.CudaException;
import anabranch.cuda.driver.Driver;
import anabranch.spi.Backend;
import anabranch.spi.DeviceTimer;
import anabranch.spi.MemoryStats;
import anabranch.spi.Precision;
import anabranch.spi.Stream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One opened GPU. */
final class CudaBackend implements Backend {
  private static final Logger LOG = System.getLogger("anabranch.cuda");
  private static final int MAX_STREAMS = 32;

  private final CudaDevice device;
  private final PlatformThreads threads = new PlatformThreads();
  private final List<CudaStream> streams = new ArrayList<>();
  private final CudaTimer timer;

  CudaBackend(CudaDevice device) {
    this.device = device;
    this.timer = new CudaTimer(device, threads);
  }

  @Override
  public Stream createStream() {
    CudaStream stream = onPlatformThread(this::newStream);
    return new PlatformStream(stream, threads);
  }

  private CudaStream newStream() {
    device.health().check();
    device.bind();
    synchronized (streams) {
      CudaStream stream = new CudaStream(device, streams.size());
      streams.add(stream);
      return stream;
    }
  }

  private <T extends @Nullable Object> T onPlatformThread(Supplier<T> call) {
    return PlatformThreads.areNeeded() ? threads.call(call) : call.get();
  }

  @Override
  public int maxStreams() {
    return MAX_STREAMS;
  }

  @Override
  public Precision precision() {
    return device.precision();
  }

  @Override
  public DeviceTimer timer() {
    return timer;
  }

  @Override
  public MemoryStats memory() {
    long reserved = device.health().isGood() ? device.pool().reserved() : 0;
    return device.ledger().stats(reserved);
  }

  @Override
  public long trim() {
    return onPlatformThread(this::trimPool);
  }

  private long trimPool() {
    device.health().check();
    device.bind();
    long before = device.pool().reserved();
    Driver.synchronizeContext();
    device.pool().trim();
    return Math.max(before - device.pool().reserved(), 0);
  }

  @Override
  public void close() {
    onPlatformThread(
        () -> {
          closeDevice();
          return null;
        });
    threads.close();
  }

  private void closeDevice() {
    boolean works = !device.health().hasFailed();
    device.health().close();
    synchronized (streams) {
      try {
        device.bind();
        if (works) {
          Driver.synchronizeContext();
          streams.forEach(this::logUnseenFault);
        }
      } catch (CudaException e) {
        works = false;
        LOG.log(Level.ERROR, device.name() + " failed, which its close finds out", e);
      }
      giveBack(works);
      streams.clear();
    }
  }

  private void logUnseenFault(CudaStream stream) {
    RuntimeException fault = stream.unseenFault();
    if (fault != null) {
      LOG.log(Level.ERROR, "an error on " + stream + " that nobody waited for", fault);
    }
  }

  private void freeLiveBuffers() {
    for (CudaBuffer buffer : device.ledger().removeAll()) {
      if (buffer.bytes() > 0) {
        Driver.free(buffer.address());
      }
      buffer.markFreed();
    }
  }

  /** All of it, whatever fails on the way; a context that is lost takes its things along. */
  private void giveBack(boolean works) {
    List<Runnable> steps = new ArrayList<>();
    streams.forEach(stream -> steps.add(stream::close));
    steps.add(timer::close);
    steps.add(this::freeLiveBuffers);
    steps.add(device.images()::close);
    steps.add(device.staging()::close);
    steps.add(device.pool()::trim);
    steps.add(device::close);
    for (Runnable step : steps) {
      try {
        step.run();
      } catch (CudaException e) {
        LOG.log(works ? Level.ERROR : Level.DEBUG, "closing " + device.name(), e);
      }
    }
  }
}
