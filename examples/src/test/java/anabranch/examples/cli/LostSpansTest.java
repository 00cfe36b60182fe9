package anabranch.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import anabranch.profile.Profile;
import anabranch.profile.Profiler;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What the command line says of a recording that was full. */
final class LostSpansTest {
  private static String told(long room) {
    Profile profile =
        Profiler.record(
            Profiler.Options.defaults().withMaxSpans(room),
            () -> {
              for (int i = 0; i < 3000; i++) {
                Profiler.range("range", () -> {});
              }
            });
    StringWriter err = new StringWriter();
    LostSpans.tell(profile, new PrintWriter(err, true));
    return err.toString().strip();
  }

  @Test
  void howManyAreMissingAndWhatToDo() {
    assertEquals(
        "anabranch: the recording had no room for 1,976 spans, which are missing; give Java more"
            + " heap, such as JAVA_TOOL_OPTIONS=-Xmx8g",
        told(1000));
  }

  @Test
  void nothingWhereNoneIs() {
    assertEquals("", told(3000));
  }
}
