package anabranch.bench.overlap;

import anabranch.profile.Profile;
import anabranch.profile.Span;
import anabranch.profile.Span.Kind;
import java.util.List;
import java.util.Set;

/**
 * How much of a recorded run was work. On a GPU the rows are its streams, by its own clock; on the
 * CPU they are the threads that called an operation. An operation counts once, however many threads
 * its slices run on.
 *
 * @param busy seconds of work, summed over the rows
 * @param wall seconds from the first work to the last
 * @param launch seconds in which the host enqueued, summed over its threads; 0 on the CPU
 */
record Occupancy(double busy, double wall, double launch) {
  private static final Set<Kind> CALLS = Set.of(Kind.OP, Kind.COPY);
  private static final double NANOS = 1e9;

  /** Of a recording of {@code runs} runs one after the other, for one of them. */
  static Occupancy of(Profile profile, int runs) {
    boolean device = profile.spans().anyMatch(span -> span.kind() == Kind.DEVICE);
    double calls = busy(profile, CALLS);
    Set<Kind> work = device ? Set.of(Kind.DEVICE) : CALLS;
    return new Occupancy(
        (device ? busy(profile, work) : calls) / runs / NANOS,
        wall(profile, work) / runs / NANOS,
        device ? calls / runs / NANOS : 0);
  }

  /** How many rows worked at once, on average; 0 if nothing did. */
  double overlap() {
    return wall > 0 ? busy / wall : 0;
  }

  /** The share of the time in which the host enqueued. */
  double launchShare() {
    return wall > 0 ? launch / wall : 0;
  }

  private static double busy(Profile profile, Set<Kind> kinds) {
    double busy = 0;
    for (Span.Row row : profile.rows()) {
      busy += busy(profile.spans(row).filter(span -> kinds.contains(span.kind())).toList());
    }
    return busy;
  }

  /** Of one row's spans by their start; what lies inside of another counts once. */
  private static double busy(List<Span> spans) {
    double busy = 0;
    long until = Long.MIN_VALUE;
    for (Span span : spans) {
      busy += Math.max(0, span.end() - Math.max(span.start(), until));
      until = Math.max(until, span.end());
    }
    return busy;
  }

  private static double wall(Profile profile, Set<Kind> kinds) {
    long first = Long.MAX_VALUE;
    long last = 0;
    for (Span span : profile.spans().filter(span -> kinds.contains(span.kind())).toList()) {
      first = Math.min(first, span.start());
      last = Math.max(last, span.end());
    }
    return Math.max(0, last - first);
  }
}
