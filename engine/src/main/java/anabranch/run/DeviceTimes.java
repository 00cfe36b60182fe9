package anabranch.run;

import anabranch.profile.record.Clock;
import anabranch.profile.record.Recorder;
import anabranch.spi.DeviceTimer;
import anabranch.spi.Stream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What one device does during one recording, by its own clock. */
final class DeviceTimes implements Clock {
  /** A span of the device's clock that is long enough to see how fast it goes. */
  private static final long MEASURABLE_NANOS = 10_000_000;

  private final Recorder recorder;
  private final OpenDevice device;
  private final DeviceTimer timer;
  private final DeviceTimer.Anchor anchor;
  private final Map<Stream, StreamTimes> streams = new ConcurrentHashMap<>();

  private DeviceTimes(Recorder recorder, OpenDevice device, DeviceTimer timer) {
    this.recorder = recorder;
    this.device = device;
    this.timer = timer;
    this.anchor = timer.anchor();
  }

  /**
   * Runs {@code work}, which enqueues something of {@code family}, timed where that is recorded.
   */
  static void around(String family, Lease lease, Runnable work) {
    DeviceTimer timer = lease.device().timer();
    if (timer == null) {
      work.run();
    } else {
      around(Recorder.current(), timer, family, lease, work);
    }
  }

  private static void around(
      @Nullable Recorder recorder, DeviceTimer timer, String family, Lease lease, Runnable work) {
    if (recorder == null) {
      work.run();
      return;
    }
    Runnable inside = () -> around(recorder.outer(), timer, family, lease, work);
    DeviceTimes times =
        (DeviceTimes)
            recorder.clock(lease.device(), () -> new DeviceTimes(recorder, lease.device(), timer));
    times.stream(lease).around(family, lease, recorder.openId(), inside);
  }

  private StreamTimes stream(Lease lease) {
    return streams.computeIfAbsent(
        lease.stream(),
        stream ->
            new StreamTimes(
                this,
                timer,
                stream,
                recorder.stream(device.info().name(), lease.number()),
                recorder));
  }

  /** How the device's clock reads on the host's. */
  Reading reading() {
    DeviceTimer.Anchor now = timer.anchor();
    try {
      long passed = timer.nanos(anchor.mark(), now.mark());
      double rate =
          passed < MEASURABLE_NANOS ? 1 : (double) (now.hostNanos() - anchor.hostNanos()) / passed;
      return new Reading(timer, anchor, rate);
    } finally {
      timer.release(now.mark());
    }
  }

  /**
   * A way to read marks.
   *
   * @param timer of the device
   * @param anchor a moment on both clocks
   * @param rate how many of the host's nanoseconds one of the device's takes
   */
  record Reading(DeviceTimer timer, DeviceTimer.Anchor anchor, double rate) {
    /** The host's time of {@code mark}. */
    long host(DeviceTimer.Mark mark) {
      return anchor.hostNanos() + nanos(anchor.mark(), mark);
    }

    /** The time from one mark to another, in the host's nanoseconds. */
    long nanos(DeviceTimer.Mark from, DeviceTimer.Mark to) {
      return Math.round(rate * timer.nanos(from, to));
    }
  }

  @Override
  public void resolve() {
    streams.values().forEach(StreamTimes::end);
    timer.release(anchor.mark());
  }
}
