package anabranch.profile;

import anabranch.profile.Span.Kind;
import anabranch.profile.TraceEvent.Place;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The arrows of a Chrome trace: fork to task, task to await, launch to the work launched. Each has
 * an id of its own, and both ends inside of an event.
 */
final class Flows {
  private static final String FORK = "fork";
  private static final String AWAIT = "await";
  private static final String LAUNCH = "launch";

  private final Profile profile;
  private final TraceEvent event;
  private final IntFunction<Place> places;
  private final Map<Long, Span> tasks = new HashMap<>();
  private final Map<Long, Long> launches = new HashMap<>();
  private long arrows;

  Flows(Profile profile, TraceEvent event, IntFunction<Place> places) {
    this.profile = profile;
    this.event = event;
    this.places = places;
    profile
        .spans()
        .forEach(
            span -> {
              if (span.kind() == Kind.TASK) {
                tasks.put(span.link(), span);
              } else if (span.kind() == Kind.DEVICE && span.link() != 0) {
                launches.put(span.link(), 0L);
              }
            });
  }

  /** The arrows that begin or end at {@code span}. */
  void write(Span span, List<Busy.Part> parts, Place place) throws IOException {
    switch (span.kind()) {
      case FORK -> {
        Span task = tasks.get(span.id());
        if (task != null) {
          arrow(FORK, place, span.start(), places.apply(task.row()), task.start());
        }
      }
      case AWAIT -> {
        Span task = tasks.get(span.link());
        if (task != null) {
          Place from = places.apply(task.row());
          arrow(AWAIT, from, lastMoment(task), place, span.start());
        }
      }
      case OP, COPY -> {
        if (launches.containsKey(span.id())) {
          launches.put(span.id(), parts.getFirst().start());
        }
      }
      default -> {
        // no arrow begins or ends there
      }
    }
  }

  /** A moment before the end, since an event does not contain its own. */
  private static long lastMoment(Span task) {
    return Math.max(task.start(), task.end() - 1);
  }

  /** The arrows to the devices' work; after all else was written. */
  void writeLaunches() throws IOException {
    for (Iterator<Span> all = profile.spans().iterator(); all.hasNext(); ) {
      Span span = all.next();
      if (span.kind() == Kind.DEVICE && span.link() != 0) {
        Place from = places.apply((int) (span.link() >> Integer.SIZE));
        long start = launches.getOrDefault(span.link(), 0L);
        arrow(LAUNCH, from, start, places.apply(span.row()), span.start());
      }
    }
  }

  private void arrow(String category, Place from, long start, Place to, long end)
      throws IOException {
    long id = ++arrows;
    event.begin("s", category, category, from, start).id(id).end();
    event.begin("f", category, category, to, Math.max(start, end)).bindToEnclosing().id(id).end();
  }
}
