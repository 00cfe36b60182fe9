package anabranch.bench.overlap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.examples.LstmEnsemble.Mode;
import org.junit.jupiter.api.Test;

/** What no way of running a job can be faster than. */
final class RooflineTest {
  private static final Job HEADLINE = new Job(4, 50, 50, 1024);

  @Test
  void theTutorialsJobHasTheWorkThatIsCountedByHand() {
    assertEquals(335.54432e9, HEADLINE.flops());
    assertEquals(4 * 4 * 1024 * 1024, HEADLINE.recurrentBytes());
    assertEquals(8 * HEADLINE.recurrentBytes(), HEADLINE.bytesPerStep());
    assertEquals(51 * HEADLINE.bytesPerStep(), HEADLINE.weightTraffic());
  }

  @Test
  void directionsForkOneOfTwoAndMembersForkThemselvesToo() {
    assertEquals(0, HEADLINE.forks(Mode.SEQUENTIAL));
    assertEquals(4, HEADLINE.forks(Mode.DIRECTIONS));
    assertEquals(8, HEADLINE.forks(Mode.MEMBERS));
  }

  @Test
  void manyRowsAreBoundByMultiplyAdds() {
    Floor floor = MadeUp.PEAKS.floor(HEADLINE, 2);
    assertEquals(335.54432 / 200, floor.compute(), 1e-9);
    assertEquals(51 * HEADLINE.bytesPerStep() / 20e9, floor.memory(), 1e-9);
    assertFalse(floor.isMemory());
    assertEquals(floor.compute(), floor.seconds());
  }

  @Test
  void oneRowIsBoundByReadingTheWeights() {
    Floor floor = MadeUp.PEAKS.floor(new Job(4, 50, 1, 1024), 2);
    assertTrue(floor.isMemory());
    assertEquals(floor.memory(), floor.seconds());
  }

  @Test
  void weightsThatFitACacheAreReadAtItsRate() {
    Job small = new Job(4, 50, 1, 64);
    assertEquals(small.weightTraffic() / 100e9, MadeUp.PEAKS.floor(small, 2).memory(), 1e-12);
  }

  @Test
  void aWorkingSetBeyondAllThatWereMeasuredGoesByTheLargest() {
    Job large = new Job(4, 50, 1, 4096);
    assertEquals(large.weightTraffic() / 20e9, MadeUp.PEAKS.floor(large, 2).memory(), 1e-9);
  }

  @Test
  void aWidthThatWasNotMeasuredGoesByTheNextSmallerOne() {
    assertEquals(200, MadeUp.PEAKS.gflops(7));
    assertEquals(2e-6, MadeUp.PEAKS.forkSeconds(7));
  }
}
