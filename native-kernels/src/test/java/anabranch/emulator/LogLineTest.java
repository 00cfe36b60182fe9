package anabranch.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class LogLineTest {
  private final LogLine wait = LogLine.parse("wait stream=3 device=0 event=7 of=2");

  @Test
  void aLineHasAKindAndFields() {
    assertEquals("wait", wait.kind());
    assertEquals(3, wait.number("stream"));
    assertEquals("2", wait.field("of"));
  }

  @Test
  void aFieldThatIsNotThereIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> wait.field("name"));
  }

  @Test
  void whatTheHostWaitsForMayBeAWord() {
    LogLine sync = LogLine.parse("sync context device=1");
    assertEquals("", sync.field("context"));
    assertEquals(1, sync.number("device"));
  }
}
