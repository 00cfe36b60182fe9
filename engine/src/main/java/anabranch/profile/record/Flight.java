package anabranch.profile.record;

import anabranch.profile.flight.AllocationEvent;
import anabranch.profile.flight.AwaitEvent;
import anabranch.profile.flight.DeviceSpanEvent;
import anabranch.profile.flight.ForkEvent;
import anabranch.profile.flight.OpEvent;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * What goes to the JVM's flight recorder, where that is on. Until somebody has started it, the
 * events' classes are not even loaded: that takes a tenth of a second.
 */
public final class Flight {
  private Flight() {}

  /** The events, to ask whether they are wanted. */
  private static final class Events {
    static final OpEvent OP = new OpEvent();
    static final AwaitEvent AWAIT = new AwaitEvent();
    static final ForkEvent FORK = new ForkEvent();
    static final AllocationEvent ALLOCATION = new AllocationEvent();

    private Events() {}

    static boolean anyIsEnabled() {
      return OP.isEnabled() || AWAIT.isEnabled() || FORK.isEnabled() || ALLOCATION.isEnabled();
    }
  }

  /** An event under way. */
  public interface Open extends AutoCloseable {
    @Override
    void close();
  }

  /** Whether any of the events that the engine's own hooks make is asked for. */
  public static boolean isOn() {
    return isStarted() && Events.anyIsEnabled();
  }

  private static boolean isStarted() {
    return FlightRecorder.isInitialized();
  }

  /** Begins an operation's event, or returns null. */
  public static @Nullable Open op(String name, Operands operands) {
    if (!isStarted() || !Events.OP.isEnabled()) {
      return null;
    }
    OpEvent event = new OpEvent();
    event.begin();
    return () -> event.done(name, operands.device(), operands.stream(), operands);
  }

  /** Begins a wait's event, or returns null. */
  public static @Nullable Open await(String fork) {
    if (!isStarted() || !Events.AWAIT.isEnabled()) {
      return null;
    }
    AwaitEvent event = new AwaitEvent();
    event.begin();
    return () -> event.done(fork);
  }

  /** Notes a fork. */
  public static void fork(String name) {
    if (isStarted() && Events.FORK.isEnabled()) {
      new ForkEvent().done(name);
    }
  }

  /** Notes memory allocated or freed. */
  public static void memory(String device, long bytes, long live) {
    if (isStarted() && Events.ALLOCATION.isEnabled()) {
      new AllocationEvent().done(device, bytes, live);
    }
  }

  /** Notes what a stream did. */
  public static void deviceSpan(String device, String stream, Entry span) {
    if (isStarted()) {
      new DeviceSpanEvent().done(device, stream, span.name(), span.start(), span.end());
    }
  }
}
