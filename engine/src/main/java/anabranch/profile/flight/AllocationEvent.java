package anabranch.profile.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** Memory of a device that was allocated or freed. */
@Name("anabranch.Allocation")
@Label("Device memory")
@Description("Memory of a device that was allocated, or freed where the bytes are negative")
@Category("Anabranch")
@Enabled(false)
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the flight recorder reads the fields
public final class AllocationEvent extends Event {
  @Label("Device")
  private @Nullable String device;

  @Label("Bytes")
  @DataAmount
  private long bytes;

  @Label("Live bytes after it")
  @DataAmount
  private long live;

  /** Keeps it. */
  public void done(String device, long bytes, long live) {
    if (shouldCommit()) {
      this.device = device;
      this.bytes = bytes;
      this.live = live;
      commit();
    }
  }
}
