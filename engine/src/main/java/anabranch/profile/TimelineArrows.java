package anabranch.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds which points of arrows belong together, and which spans they are at.
 *
 * @param all the arrows
 * @param dangling how many points have no counterpart
 */
record TimelineArrows(List<TimelineArrow> all, long dangling) {
  static TimelineArrows of(TimelineTrace trace, TimelineRows rows) {
    Matching matching = new Matching(trace, rows);
    TimelineFlowPoints points = trace.flowPoints();
    int[] sorted = new int[points.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = i;
    }
    TimelineSort.sort(sorted, (a, b) -> inOrder(points, a, b));
    for (int from = 0, to; from < sorted.length; from = to) {
      to = from + 1;
      while (to < sorted.length && points.key(sorted[to]) == points.key(sorted[from])) {
        to++;
      }
      matching.match(sorted, from, to);
    }
    return new TimelineArrows(matching.arrows, matching.dangling);
  }

  private static boolean inOrder(TimelineFlowPoints points, int a, int b) {
    if (points.key(a) != points.key(b)) {
      return points.key(a) < points.key(b);
    }
    if (points.time(a) != points.time(b)) {
      return points.time(a) < points.time(b);
    }
    return rank(points, a) <= rank(points, b);
  }

  private static int rank(TimelineFlowPoints points, int point) {
    return points.isStart(point) ? 0 : points.isEnd(point) ? 2 : 1;
  }

  private static final class Matching {
    private final TimelineSpans spans;
    private final TimelineFlowPoints points;
    private final TimelineRows rows;
    private final List<TimelineArrow> arrows = new ArrayList<>();
    private long dangling;

    Matching(TimelineTrace trace, TimelineRows rows) {
      this.spans = trace.spans();
      this.points = trace.flowPoints();
      this.rows = rows;
    }

    /** Points of one key in the order of time. */
    void match(int[] sorted, int from, int to) {
      int source = -1;
      boolean used = true;
      int early = -1;
      for (int i = from; i < to; i++) {
        int point = sorted[i];
        if (points.isStart(point)) {
          dangling += used ? 0 : 1;
          source = point;
          used = false;
        } else if (source >= 0) {
          add(source, point);
          used = true;
          source = points.isEnd(point) ? source : point;
        } else {
          dangling += early >= 0 ? 1 : 0;
          early = point;
        }
      }
      // Clocks that disagree may let an arrow end before it begins.
      if (early >= 0 && !used) {
        add(source, early);
      } else {
        dangling += (early >= 0 ? 1 : 0) + (used ? 0 : 1);
      }
    }

    private void add(int source, int target) {
      TimelineRow from = rows.byTrack().get(points.track(source));
      TimelineRow to = rows.byTrack().get(points.track(target));
      if (from == null || to == null) {
        dangling++;
        return;
      }
      int fromLane = Math.max(from.innermost(spans, points.time(source)), 0);
      long time = points.time(target);
      int next = points.enclosing(target) ? -1 : to.next(spans, time);
      int toLane = next >= 0 ? next : Math.max(to.innermost(spans, time), 0);
      long toTime = next >= 0 ? to.nextStart(spans, next, time) : time;
      arrows.add(
          new TimelineArrow(
              from, fromLane, points.time(source), to, toLane, toTime, points.label(target)));
    }
  }
}
