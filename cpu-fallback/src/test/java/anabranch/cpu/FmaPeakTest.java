package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** What the peak counts. */
final class FmaPeakTest {
  @Test
  void aMultiplyAddIsTwoOperationsPerLane() {
    assertEquals(2L * FmaPeak.CHAINS * 1000, FmaScalars.run(1000));
    assertEquals(
        2L * FmaPeak.CHAINS * FloatVector.SPECIES_PREFERRED.length() * 1000, FmaVectors.run(1000));
  }

  @Test
  void thePeakIsANumberAboveZero() {
    assertTrue(FmaPeak.gflops(2) > 0);
    assertTrue(FmaPeak.glance(2) > 0);
  }
}
