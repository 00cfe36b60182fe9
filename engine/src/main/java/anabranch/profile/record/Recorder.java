package anabranch.profile.record;

import anabranch.profile.Span;
import anabranch.profile.Span.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One recording under way: a {@link Track} per thread, so that nothing is shared while it records.
 * What happens inside a nested recording is written to the ones around it too.
 */
public final class Recorder {
  private static final ScopedValue<Recorder> CURRENT = ScopedValue.newInstance();
  private static final Gate GATE = new Gate();

  private final @Nullable Recorder outer;
  private final boolean everyOp;
  private final Budget budget;
  private final Map<Thread, Track> threads = new ConcurrentHashMap<>();
  private final Map<Object, Clock> clocks = new ConcurrentHashMap<>();
  private final List<Track> streams = new ArrayList<>();
  private final AtomicInteger rows = new AtomicInteger();
  private final long began = System.nanoTime();
  private volatile boolean closed;
  private long ended;

  private Recorder(@Nullable Recorder outer, long maxSpans, boolean everyOp) {
    this.outer = outer;
    this.everyOp = everyOp;
    this.budget = new Budget(maxSpans);
  }

  /** The innermost recording of the calling code that has not ended, or null. */
  public static @Nullable Recorder current() {
    return GATE.isClosed() ? null : bound();
  }

  private static @Nullable Recorder bound() {
    Recorder recorder = CURRENT.isBound() ? CURRENT.get() : null;
    return recorder == null ? null : recorder.underWay();
  }

  private @Nullable Recorder underWay() {
    Recorder recorder = this;
    while (recorder != null && recorder.closed) {
      recorder = recorder.outer;
    }
    return recorder;
  }

  /**
   * Runs {@code body} under a new recording inside the current one, which ends with it.
   *
   * @param maxSpans the room for spans; later ones are counted only
   * @param everyOp whether devices time every operation, not each stretch of alike ones
   */
  public static <X extends Throwable> Recorder record(
      long maxSpans, boolean everyOp, ScopedValue.CallableOp<?, X> body) throws X {
    GATE.open();
    Recorder recorder = new Recorder(bound(), maxSpans, everyOp);
    try {
      ScopedValue.where(CURRENT, recorder).call(body);
    } catch (Throwable e) {
      recorder.resolveAfter(e);
      throw e;
    } finally {
      GATE.close();
    }
    recorder.resolve();
    return recorder;
  }

  private void resolve() {
    try {
      clocks.values().forEach(Clock::resolve);
    } finally {
      close();
    }
  }

  private void resolveAfter(Throwable failure) {
    try {
      resolve();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void close() {
    ended = System.nanoTime();
    closed = true;
  }

  /** Binds what a fork's body records to, which may be nothing. */
  @SuppressWarnings("NullAway") // a scoped value may be bound to null
  public static ScopedValue.Carrier carry(ScopedValue.Carrier carrier, @Nullable ForkTrace fork) {
    if (fork == null) {
      return GATE.isClosed() ? carrier : carrier.where(CURRENT, null);
    }
    return carrier.where(CURRENT, fork.recorder());
  }

  /** Whether devices time every operation. */
  public boolean everyOp() {
    return everyOp;
  }

  /** The recording around this one, or null. */
  public @Nullable Recorder outer() {
    return outer;
  }

  /** When it began, by {@link System#nanoTime}. */
  public long began() {
    return began;
  }

  /** When it ended. */
  public long ended() {
    return ended;
  }

  /** What was recorded: the host's threads, then the streams. */
  public List<Track> tracks() {
    List<Track> all = new ArrayList<>(threads.values());
    all.sort(Comparator.comparingInt(track -> track.row().number()));
    synchronized (streams) {
      all.addAll(streams);
    }
    return all;
  }

  private Track track() {
    Thread thread = Thread.currentThread();
    Track known = threads.get(thread);
    return known != null ? known : threads.computeIfAbsent(thread, this::trackOf);
  }

  private Track trackOf(Thread thread) {
    String name = thread.getName().isEmpty() ? "thread " + thread.threadId() : thread.getName();
    return new Track(new Span.Row(rows.incrementAndGet(), "", name, thread.threadId()), budget);
  }

  /** A row for a stream of a device. */
  public Track stream(String device, int number) {
    Track track =
        new Track(new Span.Row(rows.incrementAndGet(), device, "stream " + number, number), budget);
    synchronized (streams) {
      streams.add(track);
    }
    return track;
  }

  /** Adds to a stream's row, which one thread at a time does. */
  public void add(Track stream, Entry entry) {
    stream.add(entry);
  }

  /** The clock of {@code device}, made at the first call. */
  public Clock clock(Object device, Supplier<Clock> make) {
    return clocks.computeIfAbsent(device, key -> make.get());
  }

  /** The id of the span that the calling thread is in, or 0. */
  public long openId() {
    return track().openId();
  }

  /** Begins a span on the calling thread. */
  public void begin(Kind kind, String name, @Nullable Object detail) {
    long now = System.nanoTime();
    for (Recorder r = this; r != null; r = r.outer) {
      r.track().begin(kind, name, detail, 0, now);
    }
  }

  /** Ends the span that the calling thread began last. */
  public void end() {
    long now = System.nanoTime();
    for (Recorder r = this; r != null; r = r.outer) {
      r.track().end(now);
    }
  }

  /** Ends the span that the calling thread began last, of which {@code amount} is known now. */
  public void end(long amount) {
    for (Recorder r = this; r != null; r = r.outer) {
      r.track().amount(amount);
    }
    end();
  }

  /**
   * Runs {@code body} as a call of {@code module}.
   *
   * @param label names it, given the innermost module around, or null
   */
  public <R extends @Nullable Object, M> R module(
      M module, BiFunction<M, @Nullable Object, String> label, Supplier<R> body) {
    return outer == null
        ? ownModule(module, label, body)
        : outer.module(module, label, () -> ownModule(module, label, body));
  }

  private <R extends @Nullable Object, M> R ownModule(
      M module, BiFunction<M, @Nullable Object, String> label, Supplier<R> body) {
    Track track = track();
    Track.Position before = track.position();
    String name = label.apply(module, before.module());
    String path = before.path().isEmpty() ? name : before.path() + "/" + name;
    track.position(new Track.Position(path, module));
    track.begin(Kind.MODULE, path, null, 0, System.nanoTime());
    try (Nvtx.Range _ = Nvtx.push(path)) {
      return body.get();
    } finally {
      track.end(System.nanoTime());
      track.position(before);
    }
  }

  /** Runs {@code body} as a range of the user's. */
  public <R extends @Nullable Object, X extends Throwable> R range(
      String name, ScopedValue.CallableOp<? extends R, X> body) throws X {
    begin(Kind.RANGE, name, null);
    try (Nvtx.Range _ = Nvtx.push(name)) {
      return body.call();
    } finally {
      end();
    }
  }

  /**
   * Notes a fork that the calling thread has made since {@code start}.
   *
   * @param site the place in the user's code
   */
  public ForkTrace fork(String name, @Nullable Object site, long start) {
    return fork(name, site, start, System.nanoTime());
  }

  private ForkTrace fork(String name, @Nullable Object site, long start, long now) {
    Track track = track();
    long id = track.add(new Entry(Kind.FORK, name, site, 0, 0, 0, start, now));
    ForkTrace around = outer == null ? null : outer.fork(name, site, start, now);
    return new ForkTrace(this, id, name, site, track.position(), around);
  }

  /** Runs the body of {@code fork} on the calling thread, whose own spans pause meanwhile. */
  public <R extends @Nullable Object> R task(ForkTrace fork, Supplier<R> body) {
    return outer == null ? ownTask(fork, body) : outer.task(fork, () -> ownTask(fork, body));
  }

  private <R extends @Nullable Object> R ownTask(ForkTrace fork, Supplier<R> body) {
    ForkTrace mine = fork.in(this);
    if (mine == null) {
      return body.get();
    }
    Track track = track();
    Object before =
        track.enter(mine.name(), mine.site(), mine.id(), mine.position(), System.nanoTime());
    try (Nvtx.Range _ = Nvtx.push(mine.name())) {
      return body.get();
    } finally {
      track.leave(before, System.nanoTime());
    }
  }

  /**
   * Notes that the calling thread waits from now on, until {@link #end}.
   *
   * @param fork what it waits for, or null if that is not one fork
   */
  public void beginWait(@Nullable ForkTrace fork) {
    long now = System.nanoTime();
    for (Recorder r = this; r != null; r = r.outer) {
      ForkTrace known = fork == null ? null : fork.in(r);
      String name = known == null ? "wait" : "wait for " + known.name();
      r.track()
          .begin(
              Kind.WAIT,
              name,
              known == null ? null : known.site(),
              known == null ? 0 : known.id(),
              now);
    }
  }

  /** Notes that the calling task has taken over what {@code fork} made, since {@code start}. */
  public void awaited(ForkTrace fork, long start) {
    long now = System.nanoTime();
    for (Recorder r = this; r != null; r = r.outer) {
      ForkTrace known = fork.in(r);
      if (known != null) {
        r.track().add(new Entry(Kind.AWAIT, "await", known.site(), known.id(), 0, 0, start, now));
      }
    }
  }

  /**
   * Notes that memory was allocated, or freed if {@code bytes} are negative.
   *
   * @param live the device's live bytes after it
   */
  public void memory(String device, long bytes, long live) {
    long now = System.nanoTime();
    Entry entry = new Entry(Kind.MEMORY, device, null, 0, bytes, live, now, now);
    for (Recorder r = this; r != null; r = r.outer) {
      r.track().add(entry);
    }
  }
}
