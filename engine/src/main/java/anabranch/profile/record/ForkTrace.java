package anabranch.profile.record;

import org.jspecify.annotations.Nullable;

/** A fork as the recordings around it know it. */
public final class ForkTrace {
  private final Recorder recorder;
  private final long id;
  private final String name;
  private final @Nullable Object site;
  private final Track.Position position;
  private final @Nullable ForkTrace outer;

  ForkTrace(
      Recorder recorder,
      long id,
      String name,
      @Nullable Object site,
      Track.Position position,
      @Nullable ForkTrace outer) {
    this.recorder = recorder;
    this.id = id;
    this.name = name;
    this.site = site;
    this.position = position;
    this.outer = outer;
  }

  /** The innermost recording. */
  public Recorder recorder() {
    return recorder;
  }

  /** What it is called: where it was made. */
  public String name() {
    return name;
  }

  @Nullable Object site() {
    return site;
  }

  /** The fork in {@code asked}, or null if it was made outside of that recording. */
  @Nullable ForkTrace in(Recorder asked) {
    for (ForkTrace trace = this; trace != null; trace = trace.outer) {
      if (trace.recorder == asked) {
        return trace;
      }
    }
    return null;
  }

  long id() {
    return id;
  }

  Track.Position position() {
    return position;
  }
}
