package anabranch.profile;

/** A row of the picture. */
final class TimelineRow {
  private final int number;
  private final TimelineTrack track;
  private final int[] spans;
  private final int[][] lanes;
  private final long[] busy;

  TimelineRow(int number, TimelineTrack track, int[] spans, int[][] lanes, long[] busy) {
    this.number = number;
    this.track = track;
    this.spans = spans;
    this.lanes = lanes;
    this.busy = busy;
  }

  /** Counted from the top. */
  int number() {
    return number;
  }

  TimelineTrack track() {
    return track;
  }

  /** Sorted by start, the longer first. */
  int[] spans() {
    return spans;
  }

  /** The same, lane by lane. */
  int[][] lanes() {
    return lanes;
  }

  /** When it is, as {@link TimelineBusy} says. */
  long[] busy() {
    return busy;
  }

  /** The lane of the innermost span at {@code time}, or -1. */
  int innermost(TimelineSpans all, long time) {
    for (int lane = lanes.length - 1; lane >= 0; lane--) {
      int at = lastStartingBy(all, lanes[lane], time);
      if (at >= 0 && all.end(lanes[lane][at]) >= time) {
        return lane;
      }
    }
    return -1;
  }

  /** The lane of the span that begins next, the upper one of several; or -1. */
  int next(TimelineSpans all, long time) {
    int found = -1;
    long best = Long.MAX_VALUE;
    for (int lane = 0; lane < lanes.length; lane++) {
      int at = lastStartingBy(all, lanes[lane], time - 1) + 1;
      if (at < lanes[lane].length && all.start(lanes[lane][at]) < best) {
        best = all.start(lanes[lane][at]);
        found = lane;
      }
    }
    return found;
  }

  /** When the span begins that {@link #next} found on {@code lane}. */
  long nextStart(TimelineSpans all, int lane, long time) {
    return all.start(lanes[lane][lastStartingBy(all, lanes[lane], time - 1) + 1]);
  }

  private static int lastStartingBy(TimelineSpans all, int[] lane, long time) {
    int low = 0;
    int high = lane.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.start(lane[middle]) <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
