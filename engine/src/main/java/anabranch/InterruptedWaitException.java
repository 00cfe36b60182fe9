package anabranch;

/**
 * A wait for a future or for a scope's forks was interrupted. The thread's interrupt flag is set.
 */
public final class InterruptedWaitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InterruptedWaitException(String message) {
    super(message);
  }
}
