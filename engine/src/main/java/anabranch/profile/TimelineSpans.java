package anabranch.profile;

/** Spans by number, column by column, and their arguments in one block of bytes. */
final class TimelineSpans {
  /** The end of a span that has not ended. */
  static final long OPEN = Long.MIN_VALUE;

  /** What a span means for the question who is busy. */
  enum Kind {
    /** Work: the row is busy. */
    WORK(0),
    /** The row waits. */
    WAIT(1),
    /** Something that lasts and keeps no row busy. */
    ASYNC(2),
    /** A remark about a stretch of time, drawn like work but not counted. */
    NOTE(3);

    /** What the page knows it by; its place in the list. */
    final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private static final Kind[] KINDS = Kind.values();

  private final TimelineStrings strings;
  private final TimelineLongs starts = new TimelineLongs();
  private final TimelineLongs ends = new TimelineLongs();
  private final TimelineInts names = new TimelineInts();
  private final TimelineInts categories = new TimelineInts();
  private final TimelineInts tracks = new TimelineInts();
  private final TimelineInts kinds = new TimelineInts();
  private final TimelineInts details = new TimelineInts();
  private final TimelineBytes bytes = new TimelineBytes();
  private boolean waits;

  TimelineSpans(TimelineStrings strings) {
    this.strings = strings;
    bytes.unsigned(0);
  }

  int size() {
    return names.size();
  }

  long start(int span) {
    return starts.get(span);
  }

  long end(int span) {
    return ends.get(span);
  }

  int name(int span) {
    return names.get(span);
  }

  int category(int span) {
    return categories.get(span);
  }

  int track(int span) {
    return tracks.get(span);
  }

  Kind kind(int span) {
    return KINDS[kinds.get(span)];
  }

  /** Whether any of them is a wait. */
  boolean hasWaits() {
    return waits;
  }

  void end(int span, long end) {
    ends.set(span, end);
  }

  int add(TimelineEvent event, int track, Kind kind, long end) {
    starts.add(event.time);
    ends.add(end);
    names.add(strings.number(event.name));
    categories.add(strings.number(event.category));
    tracks.add(track);
    kinds.add(kind.code);
    waits |= kind == Kind.WAIT;
    details.add(event.args.isEmpty() ? 0 : encode(event, 0));
    return size() - 1;
  }

  /** The end of a span may bring arguments of its own. */
  void addArgs(int span, TimelineEvent event) {
    if (!event.args.isEmpty()) {
      details.set(span, encode(event, details.get(span)));
    }
  }

  /** Arguments that belong to no span. */
  int detail(TimelineEvent event) {
    return event.args.isEmpty() ? 0 : encode(event, 0);
  }

  /**
   * How many arguments; then of each its key, and its value: twice a text's number, or one more
   * than twice a whole number with its sign in the lowest bit.
   */
  private int encode(TimelineEvent event, int before) {
    long count = bytes.unsignedAt(before);
    int at = bytes.size();
    int from = bytes.after(before);
    int to = endOf(before);
    bytes.unsigned(count + event.args.size());
    bytes.copy(from, to - from);
    for (TimelineEvent.Arg arg : event.args) {
      bytes.unsigned(strings.number(arg.key()));
      if (arg.value() instanceof Long number) {
        bytes.unsigned(((number << 1) ^ (number >> 63)) << 1 | 1);
      } else {
        bytes.unsigned((long) strings.number(arg.value().toString()) << 1);
      }
    }
    return at;
  }

  private int endOf(int detail) {
    long numbers = 2 * bytes.unsignedAt(detail);
    int at = bytes.after(detail);
    for (long i = 0; i < numbers; i++) {
      at = bytes.after(at);
    }
    return at;
  }

  /** Puts the span's arguments into {@code out}. */
  void writeArgs(int span, TimelineBytes out) {
    writeDetail(details.get(span), out);
  }

  /** Puts what {@link #detail} has kept into {@code out}. */
  void writeDetail(int detail, TimelineBytes out) {
    out.raw(bytes.array(), detail, endOf(detail) - detail);
  }
}
