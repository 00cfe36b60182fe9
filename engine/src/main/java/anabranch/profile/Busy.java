package anabranch.profile;

import anabranch.profile.Span.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** When the spans of one row were busy: all the time but for the waits inside. */
final class Busy {
  private final Map<Long, List<Part>> waits = new HashMap<>();

  private Busy() {}

  /** A stretch of time, in nanoseconds since the recording began. */
  record Part(long start, long end) {}

  /** Of the spans of one row, in the order in which they began. */
  static Busy of(Stream<Span> row) {
    Busy busy = new Busy();
    Map<Long, Long> parents = new HashMap<>();
    row.forEach(
        span -> {
          if (span.kind() == Kind.WAIT) {
            Part wait = new Part(span.start(), span.end());
            for (long at = span.parent(); at != 0; at = parents.getOrDefault(at, 0L)) {
              busy.waits.computeIfAbsent(at, id -> new ArrayList<>(1)).add(wait);
            }
          } else if (span.kind() == Kind.MODULE
              || span.kind() == Kind.RANGE
              || span.kind() == Kind.TASK) {
            parents.put(span.id(), span.parent());
          }
        });
    return busy;
  }

  /** The busy parts of {@code span} in order; at least one, possibly empty. */
  List<Part> parts(Span span) {
    List<Part> inside = waits.get(span.id());
    if (inside == null) {
      return List.of(new Part(span.start(), span.end()));
    }
    List<Part> parts = new ArrayList<>(inside.size() + 1);
    long from = span.start();
    for (Part wait : inside) {
      parts.add(new Part(from, wait.start()));
      from = wait.end();
    }
    parts.add(new Part(from, span.end()));
    return parts;
  }
}
