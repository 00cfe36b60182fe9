package anabranch.cuda;

import anabranch.cuda.driver.Driver;
import anabranch.cuda.launch.FaultSite;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values that kernels of one stream may find and must not: the four words that {@code fault.cuh}
 * writes, in host memory, and what to say of each launch that may write them. An error reaches the
 * call that next waits for the stream, or for another that has waited for it.
 */
final class Faults {
  private static final int WORDS = 4;
  private static final int MANY = 64;
  private static final long CLAIMED = 0xffff_ffffL;

  private final Tickets tickets;
  private final MemorySegment words;
  private final long address;
  private final Deque<Site> sites = new ArrayDeque<>();
  private final Map<Faults, Long> upstream = new HashMap<>();
  private @Nullable RuntimeException found;
  private int sincePoint;

  private record Site(long launch, FaultSite site) {}

  Faults(Tickets tickets) {
    this.tickets = tickets;
    words = Driver.allocatePinned(WORDS * Long.BYTES);
    words.fill((byte) 0);
    address = Driver.devicePointer(words);
  }

  /** Where kernels write. */
  long address() {
    return address;
  }

  /** Remembers what to say if {@code launch}, a position of the stream, reports a fault. */
  synchronized void expect(long launch, FaultSite site) {
    if (sites.size() >= MANY) {
      harvest();
    }
    sites.add(new Site(launch, site));
    sincePoint++;
  }

  /** Whether the stream should make a point, so that launches can be forgotten. */
  synchronized boolean wantsPoint() {
    return sincePoint >= MANY;
  }

  /** Notes that the stream has made a point. */
  synchronized void passPoint() {
    sincePoint = 0;
  }

  /**
   * Notes that this stream's later work waits for {@code ticket} of the stream of {@code other}.
   */
  synchronized void follows(Faults other, long ticket) {
    upstream.merge(other, ticket, Math::max);
  }

  /**
   * Turns what a kernel wrote into an error, and forgets launches that are done. A launch may still
   * be writing while it runs.
   */
  private void harvest() {
    long done = tickets.donePosition();
    long launch = words.getAtIndex(ValueLayout.JAVA_LONG, 1);
    boolean claimed = (words.getAtIndex(ValueLayout.JAVA_LONG, 0) & CLAIMED) != 0;
    if (claimed && launch != 0 && launch <= done) {
      if (found == null) {
        found = error(launch);
      }
      words.fill((byte) 0);
    }
    while (!sites.isEmpty() && sites.peek().launch() <= done) {
      sites.remove();
    }
  }

  private RuntimeException error(long launch) {
    long value = words.getAtIndex(ValueLayout.JAVA_LONG, 2);
    long bound = words.getAtIndex(ValueLayout.JAVA_LONG, 3);
    for (Site site : sites) {
      if (site.launch() == launch) {
        return site.site().error(value, bound);
      }
    }
    return new IllegalStateException(
        "launch %d found %d, held against %d, and nobody knows what it was"
            .formatted(launch, value, bound));
  }

  /** The stream's own error, if there is one, which is then forgotten. */
  synchronized @Nullable RuntimeException take() {
    harvest();
    RuntimeException error = found;
    found = null;
    return error;
  }

  /**
   * Throws an error of this stream, or of those whose work it has waited for. Called when all of
   * that is done.
   */
  void check() {
    check(new HashSet<>());
    synchronized (this) {
      upstream.clear();
    }
  }

  private void check(Set<Faults> seen) {
    if (!seen.add(this)) {
      return;
    }
    RuntimeException error = take();
    if (error != null) {
      throw error;
    }
    Map<Faults, Long> others;
    synchronized (this) {
      if (upstream.isEmpty()) {
        return;
      }
      others = Map.copyOf(upstream);
    }
    others.forEach(
        (other, ticket) -> {
          if (other.tickets.isDone(ticket)) {
            other.check(seen);
          }
        });
  }

  void close() {
    Driver.freePinned(words);
  }
}
