package anabranch.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engines that are compared compute the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PeersTest {
  private static final Job JOB = new Job(3, 4, 5, 8);

  /** Where engines unpack their native libraries: in the build directory. */
  private static final Path CACHE = Path.of(System.getProperty("anabranch.peers.cache"));

  private Path directory;
  private Numbers numbers;
  private float[] expected;

  @BeforeAll
  void ours(@TempDir Path shared) throws Exception {
    directory = shared;
    numbers = Numbers.write(directory.resolve("numbers.bin"), JOB);
    try (Contender ours = new Ours(2)) {
      ours.open(numbers);
      expected = ours.result("sequential");
    }
  }

  @Test
  void theExpectedResultIsOfTheTextbook() {
    float[] last = Textbook.lastStep(numbers);

    int start = (JOB.steps() - 1) * JOB.batch() * 2 * JOB.hidden();
    for (int i = 0; i < last.length; i++) {
      int row = i / JOB.hidden();
      int at = start + row * 2 * JOB.hidden() + i % JOB.hidden();
      assertEquals(last[i], expected[at], 1e-5, "row " + row);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyWayOfAnEngineAgrees(Engine engine) throws Exception {
    Path file = directory.resolve("result-" + engine);
    try (Child child = Child.start(engine.settings(2).getLast(), CACHE)) {
      child.open(numbers);
      for (String way : child.ways()) {
        child.result(way, file);
        assertTrue(
            Results.difference(expected, Results.read(file, JOB.outputs())) < 1e-5,
            () -> engine + " computes something else " + way);
        assertTrue(child.time(way, 2) > 0);
      }
      child.release();
    }
  }

  @Test
  void aProcessAnswersWhatItIsAsked() throws Exception {
    Setting setting = new Setting(Engine.ANABRANCH, 2, 2, "");
    try (Child child = Child.start(setting, CACHE)) {
      child.open(numbers);
      Path file = directory.resolve("result.bin");
      child.result("members", file);
      assertEquals(0, Results.difference(expected, Results.read(file, JOB.outputs())));
      assertTrue(child.forks(10) > 0);

      Callable<Double> unknown = () -> child.time("backwards", 1);
      String message = assertThrows(PeerException.class, unknown::call).getMessage();
      assertTrue(message.startsWith("anabranch (intra 2, inter 2): "), message);
    }
  }

  @Test
  void aReportIsReadAsItWasWritten() throws Exception {
    Point point =
        new Point(
            JOB,
            230.5,
            2,
            List.of(new Point.Tried("libtorch", "intra 1, inter 2", "members", 0.1, 1e-7)),
            List.of(
                new Point.Raced(
                    "anabranch", "intra 2, inter 2", "members", 0.25, 1, List.of(0.5, 0.25))));
    Report report =
        Report.here().with(point).with(new ForkCost("libtorch", "intra 1, inter 2", 10, 8e-6));

    assertEquals(report, ReportReader.read(ReportWriter.text(report)));
  }

  @Test
  void aNumberThatIsNoneIsFarFromAll() {
    assertEquals(
        Double.POSITIVE_INFINITY,
        Results.difference(new float[] {1, 2}, new float[] {1, Float.NaN}));
    assertEquals(0.5, Results.difference(new float[] {1, 2}, new float[] {1, 2.5f}));
  }
}
