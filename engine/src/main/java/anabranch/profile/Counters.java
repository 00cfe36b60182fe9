package anabranch.profile;

import anabranch.profile.Span.Kind;
import anabranch.profile.TraceEvent.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/** The counters of a Chrome trace: live bytes of each device, and how many streams are busy. */
final class Counters {
  private final Profile profile;
  private final TraceEvent event;

  Counters(Profile profile, TraceEvent event) {
    this.profile = profile;
    this.event = event;
  }

  void write(String device, Place place) throws IOException {
    liveBytes(device, place);
    busyStreams(device, place);
  }

  private void liveBytes(String device, Place place) throws IOException {
    List<Profile.Level> levels = new ArrayList<>();
    profile.forEachLevel(
        level -> {
          if (level.device().equals(device)) {
            levels.add(level);
          }
        });
    levels.sort(Comparator.comparingLong(Profile.Level::time));
    for (Profile.Level level : levels) {
      counter("live bytes", "bytes", place, level.time(), level.bytes());
    }
  }

  /** Devices without times of their own work in their callers, so there operations are counted. */
  private void busyStreams(String device, Place place) throws IOException {
    boolean timed = profile.rows().stream().anyMatch(row -> row.device().equals(device));
    long[] starts = sorted(device, timed, true);
    long[] ends = sorted(device, timed, false);
    int started = 0;
    int ended = 0;
    while (ended < ends.length) {
      long now = started < starts.length ? Math.min(starts[started], ends[ended]) : ends[ended];
      while (started < starts.length && starts[started] == now) {
        started++;
      }
      while (ended < ends.length && ends[ended] == now) {
        ended++;
      }
      counter("busy streams", "streams", place, now, started - ended);
    }
  }

  private long[] sorted(String device, boolean timed, boolean start) {
    LongStream times =
        profile
            .spans()
            .filter(span -> isWork(span, timed) && span.device().equals(device))
            .mapToLong(span -> start ? span.start() : span.end());
    long[] all = times.toArray();
    Arrays.sort(all);
    return all;
  }

  private static boolean isWork(Span span, boolean timed) {
    return timed ? span.kind() == Kind.DEVICE : span.kind() == Kind.OP || span.kind() == Kind.COPY;
  }

  private void counter(String name, String unit, Place place, long time, long value)
      throws IOException {
    event
        .begin("C", "counter", name, place, time)
        .arguments(json -> json.writeNumberField(unit, value))
        .end();
  }
}
