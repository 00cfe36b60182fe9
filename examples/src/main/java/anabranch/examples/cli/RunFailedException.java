package anabranch.examples.cli;

/** A run cannot go on; the message says what, why, and what to do, in one line. */
final class RunFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  RunFailedException(String message) {
    super(message);
  }

  RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
