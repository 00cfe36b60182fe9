package anabranch.profile;

import anabranch.profile.record.Recorder;
import anabranch.profile.record.Track;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a recording has seen. */
public final class Profile {
  /** A track, as long as it was when the recording ended. */
  private record Counted(Track track, int spans) {}

  private final long began;
  private final long ended;
  private final List<Counted> tracks;

  private Profile(long began, long ended, List<Counted> tracks) {
    this.began = began;
    this.ended = ended;
    this.tracks = tracks;
  }

  static Profile of(Recorder recorder) {
    return new Profile(
        recorder.began(),
        recorder.ended(),
        recorder.tracks().stream().map(track -> new Counted(track, track.count())).toList());
  }

  /** How long the recording took, in nanoseconds. */
  public long nanos() {
    return ended - began;
  }

  /** How many spans found no room: {@link Profiler.Options#maxSpans}. */
  public long lost() {
    return tracks.stream().mapToLong(counted -> counted.track().lost()).sum();
  }

  /** The rows: the host's threads in the order in which they appeared, then the streams. */
  public List<Span.Row> rows() {
    return tracks.stream().map(counted -> counted.track().row()).toList();
  }

  /** The devices that anything was done on, by name. */
  public NavigableSet<String> devices() {
    NavigableSet<String> devices = new TreeSet<>();
    spans().map(Span::device).forEach(devices::add);
    devices.remove("");
    return devices;
  }

  /** All spans, row by row, those of a row in the order in which they began. */
  public Stream<Span> spans() {
    return tracks.stream().flatMap(this::spans);
  }

  /** The spans of one row, in the order in which they began. */
  public Stream<Span> spans(Span.Row row) {
    return tracks.stream().filter(t -> t.track().row().equals(row)).flatMap(this::spans);
  }

  private Stream<Span> spans(Counted counted) {
    return IntStream.range(0, counted.spans())
        .mapToObj(i -> counted.track().span(i, began, ended))
        .filter(span -> span.start() <= nanos());
  }

  /** The operations with the most time to themselves first. */
  public OpTable table() {
    return table(OpTable.By.OP, OpTable.Order.SELF);
  }

  /** The spans summed up, and sorted as asked. */
  public OpTable table(OpTable.By by, OpTable.Order order) {
    return OpTable.of(this, by, order);
  }

  /**
   * Writes it as a trace for chrome://tracing and Perfetto: {@link ChromeTrace}.
   *
   * @param file where to; compressed if its name ends in {@code .gz}
   */
  public void writeChromeTrace(Path file) throws IOException {
    ChromeTrace.write(this, file);
  }

  /** Shows {@code each} every moment of memory: device, time, live bytes after it. */
  void forEachLevel(Consumer<Level> each) {
    for (Counted counted : tracks) {
      for (int i = 0; i < counted.spans(); i++) {
        if (counted.track().kind(i) == Span.Kind.MEMORY) {
          Span span = counted.track().span(i, began, ended);
          each.accept(new Level(span.name(), span.start(), counted.track().level(i)));
        }
      }
    }
  }

  /** A device's live bytes from a time on. */
  record Level(String device, long time, long bytes) {}
}
