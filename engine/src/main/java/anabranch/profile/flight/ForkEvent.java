package anabranch.profile.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A fork that was made. */
@Name("anabranch.Fork")
@Label("Fork")
@Description("A fork that was made")
@Category("Anabranch")
@Enabled(false)
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the flight recorder reads the fields
public final class ForkEvent extends Event {
  @Label("Site")
  @Description("Where it was made")
  private @Nullable String site;

  /** Keeps it. */
  public void done(String site) {
    if (shouldCommit()) {
      this.site = site;
      commit();
    }
  }
}
