package anabranch.script.syntax;

import anabranch.script.ScriptException;
import anabranch.script.ScriptException.Kind;
import anabranch.script.ScriptException.Place;
import java.util.List;

/**
 * A program's text and its name.
 *
 * @param name the file or entry
 * @param text the text
 */
public record Source(String name, String text) {
  /** The place at {@code offset} of the text. */
  public Place place(String function, int offset, Place.How how) {
    int at = Math.min(Math.max(offset, 0), text.length());
    int start = text.lastIndexOf('\n', at - 1) + 1;
    int end = text.indexOf('\n', at);
    int line = 1;
    for (int i = 0; i < start; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    String row = text.substring(start, end < 0 ? text.length() : end).replace('\t', ' ');
    int indent = row.length() - row.stripLeading().length();
    return new Place(
        name, function, at, line, Math.max(at - start - indent, 0) + 1, row.strip(), how);
  }

  /**
   * The place at {@code offset}, as stacks have them: the class, or the source if there is none,
   * and the method.
   */
  public StackTraceElement site(String function, int offset) {
    int dot = function.lastIndexOf('.');
    return new StackTraceElement(
        dot < 0 ? name : function.substring(0, dot),
        function.substring(dot + 1),
        name,
        place(function, offset, Place.How.AT).line());
  }

  /** An error in the text. */
  ScriptException error(int offset, String problem) {
    return new ScriptException(
        Kind.SYNTAX, problem, List.of(place("", offset, Place.How.AT)), null);
  }
}
