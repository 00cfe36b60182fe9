package anabranch.profile;

import anabranch.profile.TimelineSpans.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the spans of one row on lanes, so that none hides another: what contains others lies above
 * them. Spans that overlap without nesting, as some writers leave them, get lanes beside each
 * other. Waits and other asynchronous spans fill the gaps that work leaves, and never move it.
 */
final class TimelineLanes {
  /** Deeper ones are drawn over each other. */
  static final int MOST = 256;

  private final TimelineSpans spans;
  private final List<TimelineInts> work = new ArrayList<>();
  private final List<TimelineInts> async = new ArrayList<>();
  private int covered;

  private TimelineLanes(TimelineSpans spans) {
    this.spans = spans;
  }

  /** The lanes from top to bottom, the spans of each in order. */
  static final class Result {
    final int[][] lanes;

    /** How many spans found no lane of their own. */
    final int covered;

    Result(int[][] lanes, int covered) {
      this.lanes = lanes;
      this.covered = covered;
    }
  }

  /** Of spans that are sorted by start, the longer first. */
  static Result of(TimelineSpans spans, int[] sorted) {
    TimelineLanes lanes = new TimelineLanes(spans);
    for (int span : sorted) {
      if (!floats(spans.kind(span))) {
        lanes.placeWork(span);
      }
    }
    for (int span : sorted) {
      if (floats(spans.kind(span))) {
        lanes.placeAsync(span);
      }
    }
    return new Result(lanes.merged(), lanes.covered);
  }

  private static boolean floats(Kind kind) {
    return kind == Kind.WAIT || kind == Kind.ASYNC;
  }

  private void placeWork(int span) {
    int lane = work.size() - 1;
    while (lane >= 0 && !lastContains(work.get(lane), span)) {
      lane--;
    }
    lane++;
    while (lane < work.size() && lastEnd(work.get(lane)) > spans.start(span)) {
      lane++;
    }
    put(span, lane, work);
  }

  private boolean lastContains(TimelineInts lane, int span) {
    long end = lastEnd(lane);
    return end >= spans.end(span) && end > spans.start(span);
  }

  private long lastEnd(TimelineInts lane) {
    return lane.isEmpty() ? Long.MIN_VALUE : spans.end(lane.get(lane.size() - 1));
  }

  private void placeAsync(int span) {
    int lane = work.size() - 1;
    while (lane >= 0 && !contains(work.get(lane), span)) {
      lane--;
    }
    lane++;
    while (lane < Math.max(work.size(), async.size()) && !isFree(lane, span)) {
      lane++;
    }
    put(span, lane, async);
  }

  private boolean contains(TimelineInts lane, int span) {
    int at = lastStartingBy(lane, spans.start(span));
    return at >= 0 && spans.end(lane.get(at)) >= spans.end(span);
  }

  private boolean isFree(int lane, int span) {
    if (lane < async.size() && lastEnd(async.get(lane)) > spans.start(span)) {
      return false;
    }
    if (lane >= work.size()) {
      return true;
    }
    int at = lastStartingBy(work.get(lane), spans.end(span) - 1);
    return at < 0 || spans.end(work.get(lane).get(at)) <= spans.start(span);
  }

  /** The last span of the lane that starts at {@code time} or before; -1 if none does. */
  private int lastStartingBy(TimelineInts lane, long time) {
    int low = 0;
    int high = lane.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (spans.start(lane.get(middle)) <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private void put(int span, int wanted, List<TimelineInts> lanes) {
    int lane = Math.min(wanted, MOST - 1);
    covered += lane < wanted ? 1 : 0;
    while (lanes.size() <= lane) {
      lanes.add(new TimelineInts());
    }
    lanes.get(lane).add(span);
  }

  private int[][] merged() {
    int[][] lanes = new int[Math.max(work.size(), async.size())][];
    for (int lane = 0; lane < lanes.length; lane++) {
      TimelineInts all = new TimelineInts();
      for (List<TimelineInts> part : List.of(work, async)) {
        for (int i = 0; lane < part.size() && i < part.get(lane).size(); i++) {
          all.add(part.get(lane).get(i));
        }
      }
      lanes[lane] = all.toArray();
      TimelineSort.sort(lanes[lane], (a, b) -> spans.start(a) <= spans.start(b));
    }
    return lanes;
  }
}
