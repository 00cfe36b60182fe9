package anabranch.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers behind the table. */
final class EnsembleNumbersTest {
  @Test
  void theTutorialsEnsembleIs335Gflop() {
    assertEquals(335.5, new EnsembleShape(4, 50, 50, 1024).gflop(), 0.05);
  }

  @Test
  void weightsAreFourGatesOfTwoMatricesAndTwoBiases() {
    double direction = 4 * (1024.0 * 1024 * 2 + 2 * 1024) * 4;
    assertEquals(8 * direction, new EnsembleShape(4, 50, 50, 1024).weightBytes());
  }

  @Test
  void absurdSizesDoNotOverflow() {
    int most = Integer.MAX_VALUE;
    EnsembleShape shape = new EnsembleShape(most, most, most, most);
    assertTrue(shape.weightBytes() > 1e28 && shape.activationBytes() > 1e28);
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMiddle() {
    Measurement m = new Measurement(Row.MEMBERS, List.of(4.0, 1.0, 3.0, 2.0));
    assertEquals(2.5, m.median());
    assertEquals(1.0, m.min());
    assertEquals(3.0, new Measurement(Row.MEMBERS, List.of(9.0, 3.0, 1.0)).median());
  }

  @Test
  void agreementIsBitForBit() {
    assertEquals(0, Agreement.maxAbsDiff(new float[] {1, Float.NaN}, new float[] {1, Float.NaN}));
    assertEquals(0.5, Agreement.maxAbsDiff(new float[] {1, 2}, new float[] {1.25f, 2.5f}));
    assertTrue(Agreement.maxAbsDiff(new float[] {0f}, new float[] {-0f}) > 0);
    assertEquals(
        Double.POSITIVE_INFINITY, Agreement.maxAbsDiff(new float[] {1}, new float[] {Float.NaN}));
    assertEquals(Double.POSITIVE_INFINITY, Agreement.maxAbsDiff(new float[1], new float[2]));
  }

  @Test
  void aPeakIsTheBestOfTwo() {
    PeakMeter meter = new PeakMeter(2);
    assertNull(meter.best());
    meter.note(new Peak(10, 30, 2));
    meter.note(new Peak(20, 25, 2));
    Peak best = meter.best();
    assertEquals(new Peak(20, 30, 2), best);
    assertEquals(20, best.of(Row.ONE_THREAD));
    assertEquals(30, best.of(Row.SEQUENTIAL));
  }

  @Test
  void quantitiesHaveUnitsThatFit() {
    assertEquals("1.500 s", Quantity.seconds(1.5));
    assertEquals("12.3 ms", Quantity.seconds(0.0123));
    assertEquals("45.0 us", Quantity.seconds(45e-6));
    assertEquals("999 B", Quantity.bytes(999));
    assertEquals("1.3 MB", Quantity.bytes(1_250_000));
    assertEquals("25.0 EB", Quantity.bytes(2.5e19));
    assertEquals("335.5", Quantity.figure(335.54));
    assertEquals("0.00123", Quantity.figure(0.001234));
  }
}
