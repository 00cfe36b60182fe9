package anabranch.bench;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one operation of each benchmark does. */
final class WorkTest {
  @Test
  void aProductMultipliesAndAddsOnceForEachOfMKN() {
    assertEquals(2 * 5 * 7 * 9, work(new MatMulBench(), Map.of("shape", "5x7x9")).flops());
  }

  @Test
  void theTutorialsDirectionHas42Gigaflops() {
    double flops = work(new LstmBench(), Map.of("shape", "tutorial")).flops();
    assertEquals(2.0 * 2500 * 2048 * 4096, flops);
  }

  @Test
  void laterLayersReadHiddenStates() {
    double flops = work(new LstmBench(), Map.of("shape", "3x2x5x8x2")).flops();
    assertEquals(2.0 * 6 * (4 * 8 * (5 + 8) + 4 * 8 * (8 + 8)), flops);
  }

  @Test
  void theTutorialsEnsembleHas335Gigaflops() {
    Map<String, String> params =
        Map.of("members", "4", "steps", "50", "batch", "50", "hidden", "1024");
    assertEquals(335.54432e9, work(new EnsembleBench(), params).flops());
  }

  @Test
  void anAdditionReadsTwiceAndWritesOnce() {
    assertEquals(
        12e3, work(new ElementwiseBench(), Map.of("kind", "ADD", "elements", "1000")).bytes());
  }

  @Test
  void aTransferCountsWhatCrossesTheBus() {
    assertAll(
        () -> assertEquals(8, transfer("cpu", "FROM_ARRAY")),
        () -> assertEquals(4, transfer("cuda:0", "FROM_ARRAY")),
        () -> assertEquals(8, transfer("cuda:0", "WITHIN")));
  }

  @Test
  void aRateIsInBillionsPerSecond() {
    assertAll(
        () -> assertEquals(4, Work.ofFlops(2e9).rate(0.5)),
        () -> assertEquals("GFLOP/s", Work.ofFlops(2e9).unit()),
        () -> assertEquals(4, Work.ofBytes(2e9).rate(0.5)),
        () -> assertEquals("GB/s", Work.ofBytes(2e9).unit()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "huge", "5x7", "5x7x9x1", "0x7x9", "5x-7x9", "5 x 7 x 9", "1e9x1x1"})
  void aShapeThatIsNoneNamesThoseThereAre(String text) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> MatMulShape.of(text));
    assertTrue(
        error.getMessage().contains("expected MxKxN, or one of [feedforward, projection"),
        error.getMessage());
  }

  private static double transfer(String device, String way) {
    return work(new TransferBench(), Map.of("device", device, "way", way, "elements", "1")).bytes();
  }

  private static Work work(Workload bench, Map<String, String> params) {
    return bench.work(params::get);
  }
}
