package anabranch.script.ops;

/** An operation's own error: a wrong value, a missing key, an exception that the program raises. */
public final class ScriptError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one. */
  public ScriptError(String message) {
    super(message, null, false, false);
  }
}
