package anabranch.script.run;

import anabranch.script.ScriptException;
import anabranch.script.ScriptException.Kind;
import anabranch.script.ScriptException.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error on its way out of a program; gathers the places that it passes. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_PLACES = 64;

  private final Kind kind;
  private final transient List<Place> places;

  Failure(Kind kind, String message, List<Place> places, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.kind = kind;
    this.places = new ArrayList<>(places);
  }

  static Failure of(Throwable error) {
    String message = error.getMessage();
    return new Failure(
        Kind.FAILED,
        message != null ? message : error.getClass().getSimpleName(),
        List.of(),
        error instanceof anabranch.script.ops.ScriptError ? null : error);
  }

  static Failure limit(String message) {
    return new Failure(Kind.LIMIT, message, List.of(), null);
  }

  /** Several that await one future must not write to one list. */
  Failure copy() {
    return new Failure(kind, String.valueOf(getMessage()), places, getCause());
  }

  boolean hasNoPlace() {
    return places.isEmpty();
  }

  void passed(Place place) {
    if (places.size() < MAX_PLACES) {
      places.add(place);
    }
  }

  ScriptException toException() {
    ScriptException made =
        new ScriptException(kind, String.valueOf(getMessage()), places, getCause());
    for (Throwable other : getSuppressed()) {
      made.addSuppressed(other);
    }
    return made;
  }
}
