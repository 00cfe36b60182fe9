package anabranch.profile;

import anabranch.profile.record.Recorder;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Records what a stretch of code does, forks included, on whatever threads and streams: modules,
 * operations with shapes, forks, waits, memory, copies, and ranges of the user's.
 *
 * <p>A recording sees the code inside it and the forks made there, nothing else of the process; one
 * inside another sees its own, and the other sees both. It ends when its body returns: what forks
 * still do then is cut off. Without a recording each of the engine's hooks costs a branch.
 */
public final class Profiler {
  private Profiler() {}

  /**
   * How to record.
   *
   * @param maxSpans the room for spans of all rows together; those past it are not kept but {@link
   *     Profile#lost counted}. A span takes 60 to 120 bytes of heap
   * @param everyOp whether devices time each operation by itself, instead of each stretch of
   *     operations of one kind that a task enqueues on a stream; costs a second event per operation
   */
  public record Options(long maxSpans, boolean everyOp) {
    private static final long BYTES = 128;

    /** Room for as many spans as a quarter of the heap has; stretches of operations. */
    public static Options defaults() {
      return new Options(Runtime.getRuntime().maxMemory() / 4 / BYTES, false);
    }

    /** The same with room for {@code spans}. */
    public Options withMaxSpans(long spans) {
      return new Options(spans, everyOp);
    }

    /** The same with each operation timed by itself, or not. */
    public Options withEveryOp(boolean yes) {
      return new Options(maxSpans, yes);
    }
  }

  /** Code without a value. */
  @FunctionalInterface
  public interface Body<X extends Throwable> {
    /** Runs it. */
    void run() throws X;
  }

  /**
   * A value and how it was made.
   *
   * @param value what the body returned
   * @param profile what it did
   */
  public record Recorded<R extends @Nullable Object>(R value, Profile profile) {}

  /** Runs {@code body} and returns what it did. */
  public static <X extends Throwable> Profile record(Body<X> body) throws X {
    return record(Options.defaults(), body);
  }

  /** As {@link #record(Body)} with {@code options}. */
  public static <X extends Throwable> Profile record(Options options, Body<X> body) throws X {
    return Profile.of(
        Recorder.record(
            options.maxSpans(),
            options.everyOp(),
            () -> {
              body.run();
              return true;
            }));
  }

  /** Runs {@code body} and returns its value and what it did. */
  public static <R extends @Nullable Object, X extends Throwable> Recorded<R> call(
      ScopedValue.CallableOp<? extends R, X> body) throws X {
    return call(Options.defaults(), body);
  }

  /** As {@link #call(ScopedValue.CallableOp)} with {@code options}. */
  public static <R extends @Nullable Object, X extends Throwable> Recorded<R> call(
      Options options, ScopedValue.CallableOp<? extends R, X> body) throws X {
    AtomicReference<R> value = new AtomicReference<>();
    Profile profile = record(options, () -> value.set(body.call()));
    return new Recorded<>(value.get(), profile);
  }

  /** Runs {@code body} as a range called {@code name}, if somebody records; else just runs it. */
  public static <R extends @Nullable Object, X extends Throwable> R range(
      String name, ScopedValue.CallableOp<? extends R, X> body) throws X {
    Recorder recorder = Recorder.current();
    return recorder == null ? body.call() : recorder.range(name, body);
  }

  /** As {@link #range(String, ScopedValue.CallableOp)} for code without a value. */
  public static void range(String name, Runnable body) {
    Recorder recorder = Recorder.current();
    if (recorder == null) {
      body.run();
      return;
    }
    recorder.range(
        name,
        () -> {
          body.run();
          return true;
        });
  }
}
