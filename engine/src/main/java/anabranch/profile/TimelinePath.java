package anabranch.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The critical path: the chain of work, each piece waiting for the one before, that ends last. It
 * is walked backwards from the end: what a row did before, or, where a piece of work began because
 * an arrow arrived or a wait ended, what the arrow came from, whichever was later.
 *
 * @param pieces from the first to the last
 */
record TimelinePath(List<Piece> pieces) {
  /** An arrow may arrive so late after the beginning of the work that it let begin. */
  private static final long TOLERANCE_NANOS = 20_000;

  /** A stretch of work of one row. */
  record Piece(TimelineRow row, long start, long end) {}

  /** A moment of a row. */
  private record Place(TimelineRow row, long time) {}

  /** The work on it, in nanoseconds. */
  long nanos() {
    return pieces.stream().mapToLong(piece -> piece.end() - piece.start()).sum();
  }

  static TimelinePath of(TimelineRows rows, List<TimelineArrow> arrows) {
    Map<TimelineRow, List<TimelineArrow>> arriving = new HashMap<>();
    for (TimelineArrow arrow : arrows) {
      arriving.computeIfAbsent(arrow.to(), row -> new ArrayList<>()).add(arrow);
    }
    arriving.values().forEach(list -> list.sort(Comparator.comparingLong(TimelineArrow::toTime)));
    List<Piece> pieces = new ArrayList<>();
    Place place = end(rows);
    while (place != null) {
      int last = lastBefore(place.row().busy(), place.time());
      if (last < 0) {
        break;
      }
      long start = place.row().busy()[last];
      long end = Math.min(place.row().busy()[last + 1], place.time());
      pieces.add(new Piece(place.row(), start, end));
      place = before(place.row(), last, arriving.getOrDefault(place.row(), List.of()));
    }
    Collections.reverse(pieces);
    return new TimelinePath(pieces);
  }

  private static @Nullable Place end(TimelineRows rows) {
    Place end = null;
    for (TimelineRow row : rows.all()) {
      int length = row.busy().length;
      if (length > 0 && (end == null || row.busy()[length - 1] > end.time())) {
        end = new Place(row, row.busy()[length - 1]);
      }
    }
    return end;
  }

  /** The interval that begins before {@code time}, the last of several; -1 if there is none. */
  private static int lastBefore(long[] busy, long time) {
    int low = 0;
    int high = busy.length / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (busy[2 * middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return 2 * (low - 1);
  }

  /** What the row's interval at {@code index} came after. */
  private static @Nullable Place before(TimelineRow row, int index, List<TimelineArrow> arriving) {
    long start = row.busy()[index];
    Place best = index >= 2 ? new Place(row, row.busy()[index - 1]) : null;
    long since = best == null ? Long.MIN_VALUE : best.time();
    long until = Math.min(start + TOLERANCE_NANOS, row.busy()[index + 1]);
    for (int i = firstAfter(arriving, since); i < arriving.size(); i++) {
      TimelineArrow arrow = arriving.get(i);
      if (arrow.toTime() > until) {
        break;
      }
      long left = Math.min(arrow.fromTime(), start);
      if (arrow.fromTime() <= until && (best == null || left > best.time())) {
        best = new Place(arrow.from(), left);
      }
    }
    return best;
  }

  private static int firstAfter(List<TimelineArrow> arriving, long time) {
    int low = 0;
    int high = arriving.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (arriving.get(middle).toTime() <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
