package anabranch.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How well the work of a trace overlaps. Times are in nanoseconds.
 *
 * <p>A thread is busy while work is open on it and it does not wait; a stream while something runs
 * on it. Where there are streams, they are what is counted, else the host's threads.
 *
 * @param spans of all kinds and rows
 * @param arrows between them
 * @param wallNanos from the first work of the counted rows to the last
 * @param totalNanos from the first work of any row to the last; the critical path is within
 * @param busyNanos the sum over the counted rows
 * @param most how many of the counted rows were ever busy at once
 * @param criticalNanos the work on the critical path, if there are arrows that tell what waits for
 *     what
 * @param rows from top to bottom
 * @param notes what could not be shown, and why
 */
public record TimelineSummary(
    long spans,
    long arrows,
    long wallNanos,
    long totalNanos,
    long busyNanos,
    int most,
    OptionalLong criticalNanos,
    List<Row> rows,
    List<String> notes) {
  /**
   * A thread or a stream.
   *
   * @param group its process or device
   * @param name its own
   * @param counted whether {@link TimelineSummary#busyNanos} has it
   * @param spans how many are on it
   * @param busyNanos how long it was busy
   * @param wallNanos from the first work of the rows of its kind, streams or threads, to the last
   */
  public record Row(
      String group, String name, boolean counted, long spans, long busyNanos, long wallNanos) {
    /** How much of the wall time it was busy, 0 to 1. */
    public double share() {
      return wallNanos == 0 ? 0 : (double) busyNanos / wallNanos;
    }
  }

  /** Copies the lists. */
  public TimelineSummary {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /** How many rows were busy on average; 0 if nothing was. */
  public double overlap() {
    return wallNanos == 0 ? 0 : (double) busyNanos / wallNanos;
  }

  static TimelineSummary of(
      TimelineTrace trace, TimelineRows rows, TimelineArrows arrows, TimelinePath path) {
    List<TimelineRow> onStreams = working(rows, true);
    List<TimelineRow> onThreads = working(rows, false);
    boolean streams = !onStreams.isEmpty();
    List<TimelineRow> counted = streams ? onStreams : onThreads;
    long wallOfStreams = wall(onStreams);
    long wallOfThreads = wall(onThreads);
    List<Row> shown = new ArrayList<>();
    for (TimelineRow row : rows.all()) {
      TimelineTrack track = row.track();
      shown.add(
          new Row(
              TimelineStrings.wellFormed(track.group.title()),
              TimelineStrings.wellFormed(track.title()),
              row.busy().length > 0 && track.isStream() == streams,
              row.spans().length,
              TimelineBusy.sum(row.busy()),
              track.isStream() ? wallOfStreams : wallOfThreads));
    }
    List<String> notes = new ArrayList<>(trace.notes());
    if (rows.covered() > 0) {
      notes.add(
          "%,d spans overlap more than %d deep and are drawn over each other."
              .formatted(rows.covered(), TimelineLanes.MOST));
    }
    if (arrows.dangling() > 0) {
      notes.add(
          "%,d ends of arrows have no counterpart and are left out.".formatted(arrows.dangling()));
    }
    if (!streams && counted.size() > 1 && !trace.spans().hasWaits()) {
      notes.add(
          "The trace marks no waits: a thread that waits inside a span counts as busy there.");
    }
    return new TimelineSummary(
        trace.spans().size(),
        arrows.all().size(),
        wall(counted),
        wall(Stream.of(onStreams, onThreads).flatMap(List::stream).toList()),
        counted.stream().mapToLong(row -> TimelineBusy.sum(row.busy())).sum(),
        most(counted),
        arrows.all().isEmpty() ? OptionalLong.empty() : OptionalLong.of(path.nanos()),
        shown,
        notes);
  }

  private static List<TimelineRow> working(TimelineRows rows, boolean streams) {
    return rows.all().stream()
        .filter(row -> row.busy().length > 0 && row.track().isStream() == streams)
        .toList();
  }

  /** From the first work to the last. */
  private static long wall(List<TimelineRow> working) {
    long first = working.stream().mapToLong(row -> row.busy()[0]).min().orElse(0);
    long last =
        working.stream().mapToLong(row -> row.busy()[row.busy().length - 1]).max().orElse(0);
    return last - first;
  }

  private static int most(List<TimelineRow> counted) {
    long[] changes = counted.stream().flatMapToLong(row -> changes(row.busy())).sorted().toArray();
    int now = 0;
    int most = 0;
    for (long change : changes) {
      now += (change & 1) == 1 ? 1 : -1;
      most = Math.max(most, now);
    }
    return most;
  }

  /** Twice the time, and one more where the row begins to be busy: so that ends sort first. */
  private static LongStream changes(long[] busy) {
    return IntStream.range(0, busy.length).mapToLong(i -> 2 * busy[i] + (i % 2 == 0 ? 1 : 0));
  }
}
