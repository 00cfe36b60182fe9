package anabranch.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The rows of a trace from top to bottom: those that have something to show.
 *
 * @param all the rows
 * @param byTrack the same by the number of their track
 * @param covered how many spans are drawn over others, because too many overlap
 */
record TimelineRows(List<TimelineRow> all, Map<Integer, TimelineRow> byTrack, long covered) {
  static TimelineRows of(TimelineTrace trace) {
    int[][] spans = spansByTrack(trace);
    boolean[] shown = new boolean[trace.tracks().size()];
    for (int track = 0; track < shown.length; track++) {
      shown[track] = spans[track].length > 0;
    }
    trace.instants().forEach(instant -> shown[instant.track()] = true);
    List<TimelineRow> rows = new ArrayList<>();
    Map<Integer, TimelineRow> byTrack = new HashMap<>();
    long covered = 0;
    for (TimelineTrack track : ordered(trace.tracks())) {
      if (shown[track.number]) {
        TimelineLanes.Result placed = TimelineLanes.of(trace.spans(), spans[track.number]);
        int[] sorted = spans[track.number];
        long[] busy = TimelineBusy.of(trace.spans(), sorted, track.isStream());
        TimelineRow row = new TimelineRow(rows.size(), track, sorted, placed.lanes, busy);
        rows.add(row);
        byTrack.put(track.number, row);
        covered += placed.covered;
      }
    }
    return new TimelineRows(rows, byTrack, covered);
  }

  /** The row of a track that has something to show. */
  TimelineRow ofTrack(int track) {
    return Objects.requireNonNull(byTrack.get(track));
  }

  private static int[][] spansByTrack(TimelineTrace trace) {
    TimelineSpans spans = trace.spans();
    TimelineInts[] byTrack = new TimelineInts[trace.tracks().size()];
    for (int i = 0; i < byTrack.length; i++) {
      byTrack[i] = new TimelineInts();
    }
    for (int span = 0; span < spans.size(); span++) {
      byTrack[spans.track(span)].add(span);
    }
    int[][] sorted = new int[byTrack.length][];
    for (int i = 0; i < byTrack.length; i++) {
      sorted[i] = byTrack[i].toArray();
      TimelineSort.sort(
          sorted[i],
          (a, b) ->
              spans.start(a) < spans.start(b)
                  || (spans.start(a) == spans.start(b) && spans.end(a) >= spans.end(b)));
    }
    return sorted;
  }

  private static List<TimelineTrack> ordered(List<TimelineTrack> tracks) {
    Map<TimelineTrack.Group, Integer> seen = new HashMap<>();
    tracks.forEach(track -> seen.putIfAbsent(track.group, seen.size()));
    List<TimelineTrack> ordered = new ArrayList<>(tracks);
    ordered.sort(
        Comparator.<TimelineTrack>comparingInt(track -> track.group.sortIndex)
            .thenComparingInt(track -> seen.getOrDefault(track.group, 0))
            .thenComparingInt(track -> track.sortIndex)
            .thenComparingLong(track -> naturally(track.tid))
            .thenComparingInt(track -> track.number));
    return ordered;
  }

  private static long naturally(String tid) {
    try {
      return Long.parseLong(tid);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
