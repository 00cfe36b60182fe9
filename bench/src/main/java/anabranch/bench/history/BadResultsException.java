package anabranch.bench.history;

/** A file that holds no results, or none that can be compared; the message says which and why. */
public final class BadResultsException extends Exception {
  private static final long serialVersionUID = 1L;

  BadResultsException(String message) {
    super(message);
  }

  BadResultsException(String message, Throwable cause) {
    super(message, cause);
  }
}
