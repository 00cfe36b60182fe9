package anabranch.profile.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** An operation or a copy: on the CPU its work, on other devices its launch. */
@Name("anabranch.Op")
@Label("Operation")
@Description("An operation or copy: on the CPU its work, on other devices its launch")
@Category("Anabranch")
@Enabled(false)
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the flight recorder reads the fields
public final class OpEvent extends Event {
  @Label("Family")
  private @Nullable String family;

  @Label("Device")
  private @Nullable String device;

  @Label("Stream")
  private int stream;

  @Label("Shapes")
  private @Nullable String shapes;

  /** Ends it; {@code operands} are made into text only if it is long enough to be kept. */
  public void done(String family, String device, int stream, Object operands) {
    end();
    if (shouldCommit()) {
      this.family = family;
      this.device = device;
      this.stream = stream;
      this.shapes = operands.toString();
      commit();
    }
  }
}
