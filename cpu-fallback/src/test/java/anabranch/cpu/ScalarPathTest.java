package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.spi.BackendProvider.Probe;
import org.junit.jupiter.api.Test;

/** What a JVM without the Vector API says; the build runs it, and the suites, in one. */
class ScalarPathTest {
  @Test
  void theProbeSaysThatItIsScalarAndWhatToDo() {
    assertFalse(VectorSupport.isPresent());
    Probe.Available found = assertInstanceOf(Probe.Available.class, new CpuProvider().probe());
    assertTrue(found.devices().getFirst().description().endsWith("scalar"));
    assertTrue(found.notes().getFirst().contains("--add-modules jdk.incubator.vector"));
  }
}
