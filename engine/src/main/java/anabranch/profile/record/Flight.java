package anabranch.profile.record;

import anabranch.profile.flight.AllocationEvent;
import anabranch.profile.flight.AwaitEvent;
import anabranch.profile.flight.DeviceSpanEvent;
import anabranch.profile.flight.ForkEvent;
import anabranch.profile.flight.OpEvent;
import org.jspecify.annotations.Nullable;

/** What goes to the JVM's flight recorder, where that is on. */
public final class Flight {
  private static final OpEvent OP = new OpEvent();
  private static final AwaitEvent AWAIT = new AwaitEvent();
  private static final ForkEvent FORK = new ForkEvent();
  private static final AllocationEvent ALLOCATION = new AllocationEvent();

  private Flight() {}

  /** An event under way. */
  public interface Open extends AutoCloseable {
    @Override
    void close();
  }

  /** Whether any of the events that the engine's own hooks make is asked for. */
  public static boolean isOn() {
    return OP.isEnabled() || AWAIT.isEnabled() || FORK.isEnabled() || ALLOCATION.isEnabled();
  }

  /** Begins an operation's event, or returns null. */
  public static @Nullable Open op(String name, Operands operands) {
    if (!OP.isEnabled()) {
      return null;
    }
    OpEvent event = new OpEvent();
    event.begin();
    return () -> event.done(name, operands.device(), operands.stream(), operands);
  }

  /** Begins a wait's event, or returns null. */
  public static @Nullable Open await(String fork) {
    if (!AWAIT.isEnabled()) {
      return null;
    }
    AwaitEvent event = new AwaitEvent();
    event.begin();
    return () -> event.done(fork);
  }

  /** Notes a fork. */
  public static void fork(String name) {
    if (FORK.isEnabled()) {
      new ForkEvent().done(name);
    }
  }

  /** Notes memory allocated or freed. */
  public static void memory(String device, long bytes, long live) {
    if (ALLOCATION.isEnabled()) {
      new AllocationEvent().done(device, bytes, live);
    }
  }

  /** Notes what a stream did. */
  public static void deviceSpan(String device, String stream, Entry span) {
    new DeviceSpanEvent().done(device, stream, span.name(), span.start(), span.end());
  }
}
