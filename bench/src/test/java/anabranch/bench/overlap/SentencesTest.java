package anabranch.bench.overlap;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The report in words. */
final class SentencesTest {
  private final Report report = MadeUp.report("made up");

  @Test
  void theHeadlineCountsAndNamesTheBest() {
    assertEquals(
        "Forking pays at 2 of 4 sizes against running one after the other, on 2 threads, most at C"
            + " 64, B 1: 2.00x. It costs time at 1 size.",
        report.sentences().headline(report.verdicts()));
  }

  @Test
  void aRegionSaysWhereHowMuchAndWhy() {
    List<String> sentences = report.regions().stream().map(report.sentences()::of).toList();
    assertAll(
        () -> assertEquals(3, sentences.size(), sentences.toString()),
        () ->
            assertEquals(
                "Forking pays at C 64 with every B (2 sizes): members forked ran at 1.81 to 2.00x"
                    + " the speed of sequential, on 2 threads. One after the other leaves threads"
                    + " idle: its slices made it only 1.00 to 1.05x as fast on 2 threads as on one,"
                    + " while forks had 1.90 operations under way at once.",
                sentences.get(0)),
        () ->
            assertTrue(
                sentences
                    .get(1)
                    .startsWith("Forking makes no difference at C 512 with B 1 (1 size):"),
                sentences.get(1)),
        () ->
            assertTrue(
                sentences.get(2).contains("(1 size): members forked ran at 0.83x the speed"),
                sentences.get(2)));
  }

  @Test
  void streamsAreALimit() {
    assertEquals("on at most 8 streams", Lanes.STREAMS.on(8));
    assertEquals("on 1 stream", Lanes.STREAMS.on(1));
    assertEquals("on 2 threads", Lanes.THREADS.on(2));
  }

  @Test
  void sizesAreNamedAsRangesOfTheGrid() {
    Where where = new Where(List.of(64, 128, 256, 512), List.of(1, 8, 50));
    assertEquals(
        "C 64 to 128, 512 with B 1 to 8; C 256 with B 1, 50",
        where.of(
            List.of(
                job(64, 1),
                job(64, 8),
                job(128, 8),
                job(128, 1),
                job(512, 1),
                job(512, 8),
                job(256, 50),
                job(256, 1))));
  }

  private static Job job(int hidden, int batch) {
    return new Job(4, 50, batch, hidden);
  }

  @Test
  void everyReasonHasASentenceThatIsComplete() {
    Point point = report.verdicts().getFirst().point();
    Facts facts = report.verdicts().getFirst().facts();
    for (Reason reason : Reason.values()) {
      String sentence = report.sentences().of(new Verdict(point, facts, Outcome.EVEN, reason));
      assertTrue(sentence.endsWith(".") && !sentence.contains("%s"), sentence);
    }
  }

  @Test
  void numbersHaveThreeFiguresAndUnits() {
    assertEquals("1.00 s", Words.seconds(0.9999));
    assertEquals("12.3 ms", Words.seconds(0.01234));
    assertEquals("450 us", Words.seconds(450e-6));
    assertEquals("0.6 to 5.0 %", Words.percent(0.006, 0.05));
    assertEquals("41 %", Words.percent(0.41, 0.41));
  }
}
