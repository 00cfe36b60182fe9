package anabranch.run;

import anabranch.spi.DeviceInfo;
import anabranch.spi.NullBackend;
import java.util.Collection;
import java.util.List;

/** What the races share: an engine over a device that does nothing. */
final class Lab {
  static final Engine ENGINE =
      new Engine(new Settings(2, Long.MAX_VALUE, false), List.of(new NullBackend()));
  static final Walker WALKER = Lab::walk;

  private Lab() {}

  /** A device of one's own. */
  static OpenDevice device() {
    return new OpenDevice(ENGINE, new DeviceInfo("null", "nothing", 1, 0), new NullBackend());
  }

  /** A claim on new memory. */
  static Grip grip(OpenDevice device) {
    return Grip.first(Storage.allocate(new StreamPool(device).lease(), 8));
  }

  /** Whether the memory was freed; a second free throws by itself. */
  static boolean isFreed(Grip grip) {
    try {
      grip.storage().retain();
    } catch (IllegalStateException e) {
      return true;
    }
    grip.storage().release();
    return false;
  }

  /** Waits for its end. */
  static void join(ForkTask fork) {
    try {
      fork.joinEnded();
    } catch (InterruptedException e) {
      throw Failures.rethrow(e);
    }
  }

  /** Waits for its value. */
  static <V> V join(Completion<V> completion) {
    try {
      return completion.join();
    } catch (InterruptedException e) {
      throw Failures.rethrow(e);
    }
  }

  private static void walk(Object value, Walker.Visitor visitor) {
    switch (value) {
      case Grip grip -> visitor.tensor(grip, grip);
      case ForkTask fork -> visitor.fork(fork);
      case Collection<?> all -> all.forEach(one -> walk(one, visitor));
      case null, default -> {}
    }
  }
}
