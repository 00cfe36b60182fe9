package anabranch.testing;

import anabranch.spi.DeviceTimer;
import anabranch.spi.Stream;
import java.util.function.BiConsumer;

/**
 * The clock of a {@link RecordingBackend}: it stands still but for what {@link #pass} says. It
 * began when the host's clock showed something, counts in units of its own, and each of its
 * nanoseconds takes two of the host's.
 */
public final class RecordingTimer implements DeviceTimer {
  private static final long HOST = 1_000_000_000;

  private final BiConsumer<Stream, String> write;
  private long now;
  private int out;

  private record At(long time) implements Mark {}

  RecordingTimer(BiConsumer<Stream, String> write) {
    this.write = write;
  }

  /** Lets time pass on the device. */
  public synchronized void pass(long nanos) {
    now += nanos;
  }

  /** How many marks were made and not released. */
  public synchronized int out() {
    return out;
  }

  @Override
  public synchronized Mark mark(Stream stream) {
    write.accept(stream, "mark");
    out++;
    return new At(now);
  }

  @Override
  public synchronized Anchor anchor() {
    out++;
    return new Anchor(new At(now), HOST + 2 * now, 0);
  }

  @Override
  public long nanos(Mark from, Mark to) {
    return ((At) to).time - ((At) from).time;
  }

  @Override
  public synchronized void release(Mark mark) {
    out--;
  }
}
