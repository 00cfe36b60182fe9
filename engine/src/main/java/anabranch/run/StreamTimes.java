package anabranch.run;

import anabranch.profile.Span.Kind;
import anabranch.profile.record.Entry;
import anabranch.profile.record.Flight;
import anabranch.profile.record.Recorder;
import anabranch.profile.record.Track;
import anabranch.spi.DeviceTimer;
import anabranch.spi.DeviceTimer.Mark;
import anabranch.spi.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one stream does during one recording: stretches of operations of one family that one task
 * enqueues with no wait in between, each between two marks. Where tasks share the stream, one
 * enqueues at a time.
 */
final class StreamTimes {
  /** So many stretches are kept before the host waits for the device to read them. */
  private static final int MOST_PENDING = 4096;

  /** Operations of one family; the marks are before the first and after the last so far. */
  private static final class Stretch {
    final String family;
    final Lease lease;
    final int waits;
    final long launch;
    final long begun = System.nanoTime();
    final Mark first;
    @Nullable Mark last;
    int ops;

    Stretch(String family, Lease lease, long launch, Mark first) {
      this.family = family;
      this.lease = lease;
      this.waits = lease.waits();
      this.launch = launch;
      this.first = first;
    }

    boolean goesOn(String family, Lease lease) {
      return this.lease == lease && waits == lease.waits() && this.family.equals(family);
    }
  }

  private final DeviceTimes device;
  private final DeviceTimer timer;
  private final Stream stream;
  private final Track track;
  private final Recorder recorder;
  private final List<Stretch> pending = new ArrayList<>();
  private @Nullable Stretch open;
  private long lastEnd;
  private boolean ended;

  StreamTimes(
      DeviceTimes device, DeviceTimer timer, Stream stream, Track track, Recorder recorder) {
    this.device = device;
    this.timer = timer;
    this.stream = stream;
    this.track = track;
    this.recorder = recorder;
  }

  /** Runs {@code work}, which enqueues one operation, between marks. */
  synchronized void around(String family, Lease lease, long launch, Runnable work) {
    if (ended) {
      work.run();
      return;
    }
    Stretch stretch = open;
    if (stretch == null || recorder.everyOp() || !stretch.goesOn(family, lease)) {
      if (pending.size() >= MOST_PENDING) {
        resolve();
      }
      stretch = new Stretch(family, lease, launch, timer.mark(stream));
      pending.add(stretch);
      open = stretch;
    }
    work.run();
    Mark before = stretch.last;
    stretch.last = timer.mark(stream);
    stretch.ops++;
    if (before != null) {
      timer.release(before);
    }
  }

  /** Reads what is left; nothing is timed any more. */
  synchronized void end() {
    ended = true;
    resolve();
  }

  private void resolve() {
    open = null;
    if (pending.isEmpty()) {
      return;
    }
    stream.synchronize(stream.record());
    DeviceTimes.Reading reading = device.reading();
    for (Stretch stretch : pending) {
      Mark last = stretch.last;
      if (last != null) {
        add(stretch, last, reading);
        timer.release(last);
      }
      timer.release(stretch.first);
    }
    pending.clear();
  }

  /**
   * However coarse the clocks are, work does not start before it was launched, nor before the
   * stream's work before it has ended.
   */
  private void add(Stretch stretch, Mark last, DeviceTimes.Reading reading) {
    long known = Math.max(reading.host(stretch.first), stretch.begun);
    long start = lastEnd == 0 ? known : Math.max(known, lastEnd);
    long end = start + Math.max(0, reading.nanos(stretch.first, last));
    lastEnd = end;
    Entry span =
        new Entry(Kind.DEVICE, stretch.family, null, stretch.launch, stretch.ops, 0, start, end);
    recorder.add(track, span);
    Flight.deviceSpan(track.row().device(), track.row().name(), span);
  }
}
