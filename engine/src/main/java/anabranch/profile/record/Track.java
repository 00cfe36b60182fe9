package anabranch.profile.record;

import anabranch.profile.Span;
import anabranch.profile.Span.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one row in the order in which they began. One thread writes; others may read what is
 * {@linkplain #count counted}, in which only the ends still change.
 */
public final class Track {
  private static final VarHandle COUNT;

  static {
    try {
      COUNT = MethodHandles.lookup().findVarHandle(Track.class, "count", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int SHIFT = 10;
  private static final int CHUNK = 1 << SHIFT;

  /** Spans by column. */
  private static final class Chunk {
    final long[] start = new long[CHUNK];
    final long[] end = new long[CHUNK];
    final long[] link = new long[CHUNK];
    final long[] amount = new long[CHUNK];
    final long[] level = new long[CHUNK];
    final int[] parent = new int[CHUNK];
    final Kind[] kind = new Kind[CHUNK];
    final String[] name = new String[CHUNK];
    final @Nullable Object[] detail = new Object[CHUNK];
  }

  /** Where a thread was when it began a fork's body. */
  private record Place(int open, int skipped, Position position) {}

  /**
   * Which module's code runs.
   *
   * @param path the names of the modules around, or empty
   * @param module the innermost, or null
   */
  public record Position(String path, @Nullable Object module) {
    static final Position OUTSIDE = new Position("", null);
  }

  private final Span.Row row;
  private final Budget budget;
  private volatile Chunk[] chunks = {};
  private volatile int count;
  private int open = -1;
  private int skipped;
  private volatile long lost;
  private Position position = Position.OUTSIDE;

  Track(Span.Row row, Budget budget) {
    this.row = row;
    this.budget = budget;
  }

  /** The row that it fills. */
  public Span.Row row() {
    return row;
  }

  /** How many spans it has. */
  public int count() {
    return (int) COUNT.getAcquire(this);
  }

  /** How many found no room. */
  public long lost() {
    return lost;
  }

  private static int slot(int index) {
    return index & (CHUNK - 1);
  }

  private Chunk chunk(int index) {
    return chunks[index >> SHIFT];
  }

  private boolean hasRoom() {
    if (count >> SHIFT < chunks.length) {
      return true;
    }
    if (!budget.take(CHUNK)) {
      return false;
    }
    Chunk[] more = Arrays.copyOf(chunks, chunks.length + 1);
    more[chunks.length] = new Chunk();
    chunks = more;
    return true;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void lose() {
    lost++;
  }

  /** Begins a span inside the one that is open. */
  void begin(Kind kind, String name, @Nullable Object detail, long link, long start) {
    if (skipped > 0 || !hasRoom()) {
      skipped++;
      lose();
      return;
    }
    open = put(kind, name, detail, link, start);
  }

  /** Ends the span that was begun last. */
  void end(long now) {
    if (skipped > 0) {
      skipped--;
      return;
    }
    Chunk chunk = chunk(open);
    chunk.end[slot(open)] = now;
    open = chunk.parent[slot(open)];
  }

  private int put(Kind kind, String name, @Nullable Object detail, long link, long start) {
    int index = count;
    Chunk chunk = chunk(index);
    int at = slot(index);
    chunk.start[at] = start;
    chunk.link[at] = link;
    chunk.parent[at] = open;
    chunk.kind[at] = kind;
    chunk.name[at] = name;
    chunk.detail[at] = detail;
    COUNT.setRelease(this, index + 1);
    return index;
  }

  /** Adds a span that has ended and has none inside; returns its id, or 0 if there is no room. */
  long add(Entry entry) {
    if (skipped > 0 || !hasRoom()) {
      lose();
      return 0;
    }
    int index = count;
    Chunk chunk = chunk(index);
    int at = slot(index);
    chunk.end[at] = entry.end();
    chunk.amount[at] = entry.amount();
    chunk.level[at] = entry.level();
    put(entry.kind(), entry.name(), entry.detail(), entry.link(), entry.start());
    return id(index);
  }

  /** Gives the span that is open an amount. */
  void amount(long amount) {
    if (skipped == 0 && open >= 0) {
      chunk(open).amount[slot(open)] = amount;
    }
  }

  /** The id of the span that is open, or 0. */
  long openId() {
    return skipped > 0 || open < 0 ? 0 : id(open);
  }

  private long id(int index) {
    return ((long) row.number() << Integer.SIZE) | index;
  }

  /** Leaves what is open for the body of a fork, which began at {@code start}. */
  Object enter(String name, @Nullable Object detail, long fork, Position where, long start) {
    Place before = new Place(open, skipped, position);
    open = -1;
    skipped = 0;
    position = where;
    begin(Kind.TASK, name, detail, fork, start);
    return before;
  }

  /** Ends the body of a fork, and goes back to what was open before. */
  void leave(Object entered, long now) {
    end(now);
    Place before = (Place) entered;
    open = before.open;
    skipped = before.skipped;
    position = before.position;
  }

  Position position() {
    return position;
  }

  void position(Position next) {
    position = next;
  }

  /** The span at {@code index}, cut at {@code last}; times are counted from {@code origin}. */
  public Span span(int index, long origin, long last) {
    Chunk chunk = chunk(index);
    int at = slot(index);
    Object detail = chunk.detail[at];
    int parent = chunk.parent[at];
    return new Span(
        id(index),
        parent < 0 ? 0 : id(parent),
        kind(index),
        chunk.name[at],
        detail == null ? "" : detail.toString(),
        device(index),
        row.number(),
        chunk.start[at] - origin,
        end(index, last) - origin,
        chunk.link[at],
        chunk.amount[at]);
  }

  /** What the span at {@code index} stands for. */
  public Kind kind(int index) {
    return chunk(index).kind[slot(index)];
  }

  /** The end of the span at {@code index}, or {@code last} if it was open then. */
  private long end(int index, long last) {
    long end = chunk(index).end[slot(index)];
    return end == 0 || end - last > 0 ? last : end;
  }

  private String device(int index) {
    if (chunk(index).detail[slot(index)] instanceof Operands operands) {
      return operands.device();
    }
    return kind(index) == Kind.MEMORY ? chunk(index).name[slot(index)] : row.device();
  }

  /** What a MEMORY span says of the device's live bytes after it. */
  public long level(int index) {
    return chunk(index).level[slot(index)];
  }
}
