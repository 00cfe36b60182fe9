package anabranch.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Progress is for terminals. */
final class ProgressTest {
  @Test
  void aTerminalSeesABarThatIsWipedAtTheEnd() {
    String shown = shown(true);
    assertTrue(shown.contains("[########........................] 1/4 members forked"), shown);
    assertTrue(shown.endsWith("\r\u001b[K"), shown);
  }

  @Test
  void aFileSeesNothing() {
    assertEquals("", shown(false));
  }

  private static String shown(boolean terminal) {
    StringWriter text = new StringWriter();
    try (Progress progress = new Progress(new PrintWriter(text), terminal)) {
      progress.show(1, 4, "members forked");
    }
    return text.toString();
  }
}
