package anabranch.profile.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * Work of a device's stream. It is known only when the device is done, so its times are fields; the
 * event's own time is when it was written.
 */
@Name("anabranch.DeviceSpan")
@Label("Device span")
@Description("Work of a device's stream, written after it; only while the profiler records")
@Category("Anabranch")
@Enabled(false)
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the flight recorder reads the fields
public final class DeviceSpanEvent extends Event {
  @Label("Device")
  private @Nullable String device;

  @Label("Stream")
  private @Nullable String stream;

  @Label("Family")
  private @Nullable String family;

  @Label("Start")
  @Description("By System.nanoTime of this process")
  private long startNanos;

  @Label("Duration on the device")
  @Timespan(Timespan.NANOSECONDS)
  private long deviceDuration;

  /** Keeps it. */
  public void done(String device, String stream, String family, long start, long end) {
    if (shouldCommit()) {
      this.device = device;
      this.stream = stream;
      this.family = family;
      this.startNanos = start;
      this.deviceDuration = end - start;
      commit();
    }
  }
}
