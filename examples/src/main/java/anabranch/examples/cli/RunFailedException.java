package anabranch.examples.cli;

/** A run cannot go on; the message says what, why, and what to do, in one line. */
public final class RunFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what went wrong. */
  public RunFailedException(String message) {
    super(message);
  }

  /** With what went wrong, and the error behind it. */
  public RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
