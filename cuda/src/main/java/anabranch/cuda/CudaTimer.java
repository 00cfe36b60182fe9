package anabranch.cuda;

import anabranch.cuda.driver.Direct;
import anabranch.cuda.driver.Driver;
import anabranch.cuda.driver.EventHandle;
import anabranch.cuda.driver.StreamHandle;
import anabranch.spi.DeviceTimer;
import anabranch.spi.Stream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A GPU's clock, read by the driver's events; they are used again when their marks come back. */
final class CudaTimer implements DeviceTimer {
  /** The quickest of some tries tells the moment best. */
  private static final int TRIES = 5;

  private static final double NANOS_PER_MILLI = 1e6;

  private final CudaDevice device;
  private final PlatformThreads threads;
  private final Deque<EventHandle> spare = new ArrayDeque<>();
  private final List<EventHandle> all = new ArrayList<>();
  private @Nullable StreamHandle idle;

  private record EventMark(EventHandle event) implements Mark {
    static EventHandle of(Mark mark) {
      if (mark instanceof EventMark own) {
        return own.event;
      }
      throw new IllegalArgumentException("not a mark of CUDA: " + mark.getClass().getName());
    }
  }

  CudaTimer(CudaDevice device, PlatformThreads threads) {
    this.device = device;
    this.threads = threads;
  }

  private <T> T onPlatformThread(Supplier<T> call) {
    return PlatformThreads.areNeeded() ? threads.call(call) : call.get();
  }

  @Override
  public Mark mark(Stream stream) {
    CudaStream own = PlatformStream.of(stream);
    return onPlatformThread(
        () -> {
          device.health().check();
          device.bind();
          EventHandle event = take();
          own.mark(event);
          return new EventMark(event);
        });
  }

  private synchronized EventHandle take() {
    EventHandle event = spare.poll();
    if (event == null) {
      event = Driver.createTimedEvent();
      all.add(event);
    }
    return event;
  }

  @Override
  public Anchor anchor() {
    return onPlatformThread(this::quickest);
  }

  private Anchor quickest() {
    device.health().check();
    device.bind();
    Anchor best = look();
    for (int i = 1; i < TRIES; i++) {
      Anchor next = look();
      boolean better = next.errorNanos() < best.errorNanos();
      release(better ? best.mark() : next.mark());
      best = better ? next : best;
    }
    return best;
  }

  private Anchor look() {
    StreamHandle stream = idle();
    EventHandle event = take();
    long before = System.nanoTime();
    Direct.record(event.address(), stream.address());
    Driver.synchronize(event);
    long after = System.nanoTime();
    long error = (after - before) / 2;
    return new Anchor(new EventMark(event), before + error, error);
  }

  private synchronized StreamHandle idle() {
    StreamHandle stream = idle;
    if (stream == null) {
      stream = Driver.createStream();
      idle = stream;
    }
    return stream;
  }

  @Override
  public long nanos(Mark from, Mark to) {
    long first = EventMark.of(from).address();
    long second = EventMark.of(to).address();
    return onPlatformThread(
        () -> {
          device.bind();
          return Math.round(NANOS_PER_MILLI * Direct.millis(first, second));
        });
  }

  @Override
  public synchronized void release(Mark mark) {
    spare.push(EventMark.of(mark));
  }

  /** Gives the events back. The device is done, and bound. */
  synchronized void close() {
    all.forEach(Driver::destroy);
    all.clear();
    spare.clear();
    if (idle != null) {
      Driver.destroy(idle);
      idle = null;
    }
  }
}
