package anabranch.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import anabranch.Device;
import anabranch.Tensors;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Each program of the tutorial shows what the tutorial says. */
@ResourceLock(Resources.SYSTEM_OUT)
final class TutorialTest {
  @Test
  void aForkedFunctionGivesWhatACallGives() {
    assertEquals("(-1., -1.)", printed(() -> ForkOneFunction.main(new String[0])));
  }

  @Test
  void aHundredForksSumToMinusAHundred() {
    assertEquals("-100", printed(() -> HundredForks.main(new String[0])));
  }

  @Test
  void theSequentialEnsembleRepeatsItself() {
    assertEquals("sequential: [10, 4, 64]", printed(() -> SequentialEnsemble.main(new String[0])));
  }

  @Test
  void forkedDirectionsChangeNoBit() {
    assertEquals(
        "directions forked: [10, 4, 64], the same numbers",
        printed(() -> ForkedDirections.main(new String[0])));
  }

  @Test
  void forkedMembersChangeNoBit() {
    assertEquals(
        "members forked: [10, 4, 64], the same numbers",
        printed(() -> ForkedMembers.main(new String[0])));
  }

  @Test
  void theArchivedEnsembleGivesWhatTheWrittenOneDoes() {
    assertEquals(
        "from the archive: [5, 4, 16], the same numbers",
        printed(() -> ArchivedEnsemble.main(new String[0])));
  }

  @Test
  void aWrongResultIsAnError() {
    Device device = Device.best();
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> Expect.equal("it", Tensors.ones(device, 1), Tensors.zeros(device, 1)));
    assertEquals(
        "it: expected tensor([1.])\nbut got tensor([0.])", e.getMessage().replace("\r", ""));
  }

  private static String printed(Runnable program) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }
}
