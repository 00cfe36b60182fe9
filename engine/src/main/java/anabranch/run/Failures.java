package anabranch.run;

import org.jspecify.annotations.Nullable;

/** Errors that were caught: keeping them together, throwing them elsewhere. */
public final class Failures {
  private Failures() {}

  /** Throws {@code e}, checked or not, as it is. */
  public static RuntimeException rethrow(Throwable e) {
    throw Failures.<RuntimeException>unchecked(e);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // javac infers what is declared
  private static <E extends Throwable> E unchecked(Throwable e) throws E {
    throw (E) e;
  }

  /** The {@code first} with {@code other} suppressed in it, or {@code other} if there is none. */
  static Throwable both(@Nullable Throwable first, Throwable other) {
    if (first == null) {
      return other;
    }
    if (first != other) {
      first.addSuppressed(other);
    }
    return first;
  }

  /** Runs {@code step}; the {@code error} from before, joined with what the step throws. */
  static @Nullable Throwable attempt(@Nullable Throwable error, Runnable step) {
    try {
      step.run();
      return error;
    } catch (Throwable e) {
      return both(error, e);
    }
  }
}
