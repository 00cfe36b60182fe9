package anabranch.run;

/** Throwing what was caught elsewhere. */
public final class Failures {
  private Failures() {}

  /** Throws {@code e}, checked or not, as it is. */
  public static RuntimeException rethrow(Throwable e) {
    throw Failures.<RuntimeException>unchecked(e);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // E is inferred as unchecked
  private static <E extends Throwable> E unchecked(Throwable e) throws E {
    throw (E) e;
  }
}
