package anabranch.profile.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A task that waits on the host for another. */
@Name("anabranch.Await")
@Label("Await")
@Description("A task that waits on the host for another")
@Category("Anabranch")
@Threshold("10 ms")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the flight recorder reads the fields
public final class AwaitEvent extends Event {
  @Label("Fork")
  @Description("Where the fork was made that is waited for, if it is one")
  private @Nullable String fork;

  /** Ends it. */
  public void done(String fork) {
    end();
    if (shouldCommit()) {
      this.fork = fork;
      commit();
    }
  }
}
