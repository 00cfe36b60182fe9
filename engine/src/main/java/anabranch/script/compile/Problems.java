package anabranch.script.compile;

import anabranch.script.ScriptException;
import anabranch.script.ScriptException.Kind;
import anabranch.script.ScriptException.Place;
import anabranch.script.syntax.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Everything that is wrong with a program, found before it runs. */
final class Problems {
  private static final int SHOWN = 100;

  private static final int NOTED = 10_000;

  private record Problem(String text, Source source, String function, int at) {
    Place place() {
      return source.place(function, at, Place.How.AT);
    }
  }

  private final LinkedHashMap<String, Problem> problems = new LinkedHashMap<>();

  /** Notes a problem, once for each place. */
  void add(Source source, String function, int at, String text) {
    if (problems.size() < NOTED) {
      String key = text + source.name() + ":" + at;
      problems.putIfAbsent(key, new Problem(text, source, function, at));
    }
  }

  int size() {
    return problems.size();
  }

  /** Forgets all but the first {@code size}. */
  void cutTo(int size) {
    while (problems.size() > size) {
      problems.pollLastEntry();
    }
  }

  /**
   * Ends with an error if there was any problem.
   *
   * @throws ScriptException that names them all
   */
  void check() {
    if (problems.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    List<Place> places = new ArrayList<>();
    for (Problem problem : problems.values()) {
      if (places.size() == SHOWN) {
        text.append("; and ").append(problems.size() - SHOWN).append(" more");
        break;
      }
      Place place = problem.place();
      text.append(places.isEmpty() ? "" : "; ")
          .append(problem.text())
          .append(" (")
          .append(place.source())
          .append(':')
          .append(place.line())
          .append(')');
      places.add(place);
    }
    throw new ScriptException(Kind.UNSUPPORTED, text.toString(), places, null);
  }
}
