package anabranch.cuda;

import java.util.ArrayList;
import java.util.List;

/**
 * What a stream was given last. Each piece of work has a position, the count of those before it, by
 * which it can be told whether a point of the stream covers it.
 */
final class Recent {
  private static final int KEPT = 32;

  private final String[] names = new String[KEPT];
  private final long[] positions = new long[KEPT];
  private int next;
  private long position;

  /** A position for work that needs no name. */
  synchronized long advance() {
    return ++position;
  }

  /** Notes an operation. */
  synchronized void add(String name) {
    names[next] = name;
    positions[next] = ++position;
    next = (next + 1) % KEPT;
  }

  /** The newest position. */
  synchronized long position() {
    return position;
  }

  /** The operations after {@code position} that are remembered, oldest first. */
  synchronized List<String> after(long position) {
    List<String> after = new ArrayList<>();
    for (int i = 0; i < KEPT; i++) {
      int at = (next + i) % KEPT;
      if (positions[at] > position) {
        after.add(names[at]);
      }
    }
    return after;
  }
}
