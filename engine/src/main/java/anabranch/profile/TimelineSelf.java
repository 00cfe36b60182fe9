package anabranch.profile;

import anabranch.profile.TimelineSpans.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the critical path consists of: the time of each name on it, without what it contains. */
final class TimelineSelf {
  /** The time of the spans of one name. */
  record Share(int name, long nanos) {}

  private final TimelineSpans spans;
  private final Map<Integer, Long> nanosByName = new HashMap<>();
  private final TimelineInts open = new TimelineInts();
  private List<TimelinePath.Piece> pieces = List.of();
  private int piece;
  private long at;

  private TimelineSelf(TimelineSpans spans) {
    this.spans = spans;
  }

  /** The greatest first. */
  static List<Share> of(TimelineSpans spans, TimelinePath path) {
    Map<TimelineRow, List<TimelinePath.Piece>> byRow = new HashMap<>();
    for (TimelinePath.Piece piece : path.pieces()) {
      byRow.computeIfAbsent(piece.row(), row -> new ArrayList<>()).add(piece);
    }
    TimelineSelf self = new TimelineSelf(spans);
    byRow.forEach(self::sweep);
    List<Share> shares = new ArrayList<>();
    self.nanosByName.forEach((name, nanos) -> shares.add(new Share(name, nanos)));
    shares.sort(
        (a, b) ->
            a.nanos() == b.nanos()
                ? Integer.compare(a.name(), b.name())
                : Long.compare(b.nanos(), a.nanos()));
    return shares;
  }

  private void sweep(TimelineRow row, List<TimelinePath.Piece> onRow) {
    pieces = onRow;
    piece = 0;
    at = Long.MIN_VALUE;
    for (int span : row.spans()) {
      if (spans.kind(span) == Kind.WORK) {
        closeUntil(spans.start(span));
        advance(spans.start(span));
        open.add(span);
      }
    }
    closeUntil(Long.MAX_VALUE);
  }

  private void closeUntil(long time) {
    while (!open.isEmpty() && spans.end(open.get(open.size() - 1)) <= time) {
      advance(spans.end(open.get(open.size() - 1)));
      open.removeLast();
    }
  }

  /** Counts the time up to {@code time} for the innermost open span. */
  private void advance(long time) {
    while (!open.isEmpty() && piece < pieces.size() && pieces.get(piece).start() < time) {
      TimelinePath.Piece on = pieces.get(piece);
      long from = Math.max(at, on.start());
      long to = Math.min(time, on.end());
      if (to > from) {
        nanosByName.merge(spans.name(open.get(open.size() - 1)), to - from, Long::sum);
      }
      if (on.end() > time) {
        break;
      }
      piece++;
    }
    at = Math.max(at, time);
  }
}
