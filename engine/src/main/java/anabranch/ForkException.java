package anabranch;

import anabranch.run.ForkTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a fork failed. The message is the original error's, the cause is the original error,
 * also when it passed through forks inside forks.
 */
public final class ForkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<StackTraceElement> sites;

  private ForkException(@Nullable String message, Throwable cause, List<StackTraceElement> sites) {
    super(message, cause);
    this.sites = List.copyOf(sites);
  }

  static ForkException of(@Nullable ForkTask fork, Throwable error) {
    List<StackTraceElement> sites = new ArrayList<>();
    Throwable cause = error;
    if (error instanceof ForkException inner && inner.getCause() != null) {
      cause = inner.getCause();
      sites.addAll(inner.sites);
    }
    StackTraceElement site = fork == null ? null : fork.site();
    if (site != null) {
      sites.add(site);
    }
    ForkException made = new ForkException(messageOf(cause), cause, sites);
    for (Throwable other : error == cause ? new Throwable[0] : error.getSuppressed()) {
      made.addSuppressed(other);
    }
    return made;
  }

  private static String messageOf(Throwable cause) {
    String message = cause.getMessage();
    return message != null ? message : cause.getClass().getName();
  }

  /**
   * Where the forks were made that the error passed through, innermost first. Empty unless fork
   * sites are kept: set {@code ANABRANCH_DEBUG=1}.
   */
  public List<StackTraceElement> forkSites() {
    return sites;
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // the message has to stay the original's
  public String toString() {
    StringBuilder text = new StringBuilder(super.toString());
    for (StackTraceElement site : sites) {
      text.append(System.lineSeparator()).append("    forked at ").append(site);
    }
    return text.toString();
  }
}
