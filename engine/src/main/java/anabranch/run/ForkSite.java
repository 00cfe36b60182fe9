package anabranch.run;

import org.jspecify.annotations.Nullable;

/** The place in the user's code that made a fork. */
final class ForkSite {
  private static final StackWalker WALKER = StackWalker.getInstance();

  private ForkSite() {}

  /** What {@code body} says, or else the innermost caller that is not the engine's. */
  static @Nullable StackTraceElement of(ForkTask.Body body) {
    StackTraceElement own = body.site();
    return own == null ? find() : own;
  }

  private static @Nullable StackTraceElement find() {
    return WALKER.walk(
        frames ->
            frames
                .filter(f -> !isOurs(f.getClassName()))
                .findFirst()
                .map(StackWalker.StackFrame::toStackTraceElement)
                .orElse(null));
  }

  private static boolean isOurs(String className) {
    return className.startsWith("anabranch.run.")
        || className.equals("anabranch.Async")
        || className.equals("anabranch.Devices")
        || className.startsWith("java.")
        || className.startsWith("jdk.internal.")
        || className.equals("anabranch.Future");
  }
}
