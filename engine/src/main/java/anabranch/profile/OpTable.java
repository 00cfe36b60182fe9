package anabranch.profile;

import anabranch.profile.Span.Kind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Spans summed up by what they stand for, as PyTorch's {@code key_averages}. Times are busy ones: a
 * wait counts for nobody.
 *
 * @param by what a row stands for
 * @param rows in the order asked for
 * @param lost how many spans the profile had no room for
 */
public record OpTable(By by, List<Row> rows, long lost) {
  /** What a row of the table stands for. */
  public enum By {
    /**
     * An operation or copy. On devices that tell their own times those count, and not what the host
     * took to enqueue it.
     */
    OP,
    /** A module, by its path, or a range of the user's. */
    MODULE,
    /** The place in the code that makes forks. */
    FORK
  }

  /** What the rows are sorted by; the greatest first, names alphabetically. */
  public enum Order {
    /** Time outside of spans inside of its kind. */
    SELF,
    /** All time. */
    TOTAL,
    /** How many. */
    COUNT,
    /** Time of one, on average. */
    MEAN,
    /** The longest. */
    MAX,
    /** Memory. */
    BYTES,
    /** Alphabetically. */
    NAME
  }

  /**
   * A row; times in nanoseconds.
   *
   * @param name of what it stands for
   * @param count how many
   * @param total busy time
   * @param self busy time outside of other rows' spans inside
   * @param share of {@code self} in that of all rows, 0 to 1
   * @param max the longest busy time of one
   * @param bytes allocated, or copied
   */
  public record Row(
      String name, long count, long total, long self, double share, long max, long bytes) {
    /** Busy time of one, on average. */
    public double mean() {
      return (double) total / count;
    }
  }

  /** A span that is summed up. */
  private static final class Node {
    private final String key;
    private final long parent;
    private final boolean counts;
    private final boolean countsBytes;
    private long busy;
    private long inside;
    private long bytes;

    Node(String key, long parent, boolean counts, boolean countsBytes, long busy) {
      this.key = key;
      this.parent = parent;
      this.counts = counts;
      this.countsBytes = countsBytes;
      this.busy = busy;
    }
  }

  /** What is known of a row so far. */
  private static final class Sum {
    private long count;
    private long total;
    private long self;
    private long max;
    private long bytes;

    void add(Node node) {
      bytes += node.bytes;
      if (node.counts) {
        count++;
        total += node.busy;
        self += node.busy - node.inside;
        max = Math.max(max, node.busy);
      }
    }

    Row row(String name, long all) {
      return new Row(name, count, total, self, all == 0 ? 0 : (double) self / all, max, bytes);
    }
  }

  static OpTable of(Profile profile, By by, Order order) {
    Map<String, Sum> sums = new HashMap<>();
    Set<String> timed = new HashSet<>();
    profile.rows().forEach(row -> timed.add(row.device()));
    timed.remove("");
    for (Span.Row row : profile.rows()) {
      new RowSums(by, timed).add(profile.spans(row), sums);
    }
    long all = sums.values().stream().mapToLong(sum -> sum.self).sum();
    List<Row> rows =
        sums.entrySet().stream()
            .filter(entry -> entry.getValue().count > 0)
            .map(entry -> entry.getValue().row(entry.getKey(), all))
            .sorted(comparator(order).thenComparing(Row::name))
            .toList();
    return new OpTable(by, rows, profile.lost());
  }

  private static Comparator<Row> comparator(Order order) {
    return switch (order) {
      case SELF -> Comparator.comparingLong(Row::self).reversed();
      case TOTAL -> Comparator.comparingLong(Row::total).reversed();
      case COUNT -> Comparator.comparingLong(Row::count).reversed();
      case MEAN -> Comparator.comparingDouble(Row::mean).reversed();
      case MAX -> Comparator.comparingLong(Row::max).reversed();
      case BYTES -> Comparator.comparingLong(Row::bytes).reversed();
      case NAME -> Comparator.comparing(Row::name);
    };
  }

  /** Adds up one row of the profile; spans come after those around them. */
  private static final class RowSums {
    private final By by;
    private final Set<String> timed;
    private final Map<Long, Node> nodes = new LinkedHashMap<>();

    RowSums(By by, Set<String> timed) {
      this.by = by;
      this.timed = timed;
    }

    void add(Stream<Span> spans, Map<String, Sum> sums) {
      spans.forEach(this::add);
      nodes.values().forEach(this::giveToParent);
      for (Node node : nodes.values()) {
        if (node.counts || node.countsBytes) {
          Sum sum = sums.computeIfAbsent(node.key, key -> new Sum());
          sum.add(node);
        }
      }
    }

    private void add(Span span) {
      switch (span.kind()) {
        case WAIT -> forEachAround(span, node -> node.busy -= span.nanos());
        case MEMORY -> forEachAround(span, node -> node.bytes += Math.max(0, span.amount()));
        case RANGE, MODULE, OP, COPY, TASK, DEVICE -> nodes.put(span.id(), node(span));
        case FORK, AWAIT -> {
          // moments of the engine's own
        }
      }
    }

    private Node node(Span span) {
      boolean ofOp = span.kind() == Kind.OP || span.kind() == Kind.COPY;
      Node node =
          new Node(span.name(), span.parent(), counts(span), by == By.OP && ofOp, span.nanos());
      if (span.kind() == Kind.COPY) {
        node.bytes = span.amount();
      }
      return node;
    }

    private boolean counts(Span span) {
      return switch (by) {
        case OP ->
            span.kind() == Kind.DEVICE
                || ((span.kind() == Kind.OP || span.kind() == Kind.COPY)
                    && !timed.contains(span.device()));
        case MODULE -> span.kind() == Kind.MODULE || span.kind() == Kind.RANGE;
        case FORK -> span.kind() == Kind.TASK;
      };
    }

    private void forEachAround(Span span, Consumer<Node> each) {
      for (Node node = nodes.get(span.parent()); node != null; node = nodes.get(node.parent)) {
        each.accept(node);
      }
    }

    /** A row's own time is what no counted span inside it takes. */
    private void giveToParent(Node node) {
      if (!node.counts) {
        return;
      }
      for (Node at = nodes.get(node.parent); at != null; at = nodes.get(at.parent)) {
        if (at.counts) {
          at.inside += node.busy;
          return;
        }
      }
    }
  }

  /** A table for people, with times in units that fit. */
  @Override
  public String toString() {
    int width = Math.max(20, rows.stream().mapToInt(row -> row.name().length()).max().orElse(0));
    String line = "%-" + width + "s %9s %10s %10s %7s %10s %10s %10s%n";
    StringBuilder text = new StringBuilder();
    text.append(
        line.formatted(
            by.name().toLowerCase(Locale.ROOT),
            "count",
            "total",
            "self",
            "share",
            "mean",
            "max",
            "bytes"));
    for (Row row : rows) {
      text.append(
          line.formatted(
              row.name(),
              row.count(),
              time((double) row.total()),
              time((double) row.self()),
              String.format(Locale.ROOT, "%.1f %%", 100 * row.share()),
              time(row.mean()),
              time((double) row.max()),
              bytes(row.bytes())));
    }
    if (lost > 0) {
      text.append("%d spans found no room and are missing here%n".formatted(lost));
    }
    return text.toString();
  }

  private static String time(double nanos) {
    return scaled(nanos, 1000, "ns", "us", "ms", "s");
  }

  private static String bytes(long bytes) {
    return scaled((double) bytes, 1024, "B", "KiB", "MiB", "GiB");
  }

  private static String scaled(double value, int step, String... units) {
    double left = value;
    int unit = 0;
    while (left >= step && unit < units.length - 1) {
      left /= step;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.2f %s", left, units[unit]);
  }
}
