package anabranch.script;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program could not be read, uses what is not supported, failed, or went over a limit. The
 * message says what; {@link #places} say where, innermost first, through calls and forks.
 */
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** The text is not a program. */
    SYNTAX,
    /** The program names operations, attributes or classes that are not there. */
    UNSUPPORTED,
    /** Running it failed. */
    FAILED,
    /** Running it went over one of its {@link ScriptLimits}. */
    LIMIT
  }

  /**
   * A place in a program's text.
   *
   * @param source the file or entry
   * @param function the function, or empty outside of any
   * @param offset counted from 0, in characters of the source
   * @param line counted from 1
   * @param column counted from 1
   * @param text the line
   * @param how how the place above was reached from here
   */
  public record Place(
      String source, String function, int offset, int line, int column, String text, How how) {
    /** How one place leads to another. */
    public enum How {
      /** The innermost place. */
      AT("at"),
      /** It called the function of the place before. */
      CALLED("called from"),
      /** It forked the function of the place before. */
      FORKED("forked from"),
      /** It awaited the fork. */
      AWAITED("awaited from");

      private final String words;

      How(String words) {
        this.words = words;
      }
    }

    /** The place as text: two lines of the program with a caret under the column. */
    @Override
    public String toString() {
      String in = function.isEmpty() ? "" : " in " + function;
      return "  %s %s:%d%s%n    %s%n    %s^"
          .formatted(how.words, source, line, in, text, " ".repeat(Math.max(column - 1, 0)));
    }
  }

  private final Kind kind;
  private final transient List<Place> places;

  /**
   * Makes one.
   *
   * @param cause what was thrown below, or null
   */
  public ScriptException(Kind kind, String message, List<Place> places, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.places = List.copyOf(places);
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** Where, innermost first. */
  public List<Place> places() {
    return places;
  }

  /** The message and the places, each with its line and a caret. */
  public String report() {
    StringBuilder text = new StringBuilder(String.valueOf(getMessage()));
    for (Place place : places) {
      text.append(System.lineSeparator()).append(place);
    }
    return text.toString();
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // the message stays the original's
  public String toString() {
    return ScriptException.class.getName() + ": " + report();
  }
}
