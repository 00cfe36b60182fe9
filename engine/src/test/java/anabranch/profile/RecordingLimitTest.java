package anabranch.profile;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.testing.TraceCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording that has less room than there are spans: the first are kept, the rest is counted. */
final class RecordingLimitTest {
  /** Room is taken for so many at once. */
  private static final int STEP = 1024;

  private static final int ROUNDS = 5 * STEP;
  private static final int SPANS = 1 + 2 * ROUNDS;

  private final Profile profile = record(2 * STEP);

  private static Profile record(long room) {
    return Profiler.record(
        Profiler.Options.defaults().withMaxSpans(room),
        () ->
            Profiler.range(
                "all",
                () -> {
                  for (int i = 0; i < ROUNDS; i++) {
                    Profiler.range("outer " + i, () -> Profiler.range("inner", () -> {}));
                  }
                }));
  }

  @Test
  void theFirstSpansAreKeptAndTheOthersAreCounted() {
    List<String> kept = profile.spans().map(Span::name).toList();
    assertAll(
        () -> assertEquals(2 * STEP, kept.size()),
        () -> assertEquals(SPANS - 2 * STEP, profile.lost()),
        () ->
            assertEquals(
                IntStream.range(0, STEP).mapToObj(i -> "outer " + i).toList(),
                kept.stream().filter(name -> name.startsWith("outer")).toList()));
  }

  @Test
  void roomIsTakenInStepsSoALittleMoreIsKept() {
    Profile little = record(10);
    assertEquals(STEP, little.spans().count());
    assertEquals(SPANS - STEP, little.lost());
  }

  @Test
  void whatWasOpenWhenTheRoomRanOutIsWholeAndNothingIsWithoutItsParent() {
    Span all = profile.spans().findFirst().orElseThrow();
    Set<Long> ids = profile.spans().map(Span::id).collect(Collectors.toSet());
    assertAll(
        () -> assertEquals("all", all.name()),
        () ->
            assertTrue(
                profile.spans().allMatch(span -> span.end() <= all.end()),
                "it ends after all that is inside"),
        () ->
            assertTrue(
                profile.spans().skip(1).allMatch(span -> ids.contains(span.parent())),
                "each has its parent"));
  }

  @Test
  void tableTraceAndPageSayHowManyAreMissing(@TempDir Path directory) throws IOException {
    Path trace = directory.resolve("trace.json");
    profile.writeChromeTrace(trace);
    TimelineSummary page = Timeline.write(trace, directory.resolve("page.html"));
    assertAll(
        () ->
            assertTrue(
                profile.table().toString().contains("8193 spans found no room"),
                profile.table().toString()),
        () -> assertEquals(2 * STEP, TraceCheck.of(trace).slices().size()),
        () ->
            assertEquals(
                List.of("8,193 spans found no room in the recording and are missing."),
                page.notes()));
  }

  @Test
  void whereNothingIsMissingNothingIsSaid(@TempDir Path directory) throws IOException {
    Profile whole = record(SPANS);
    TimelineSummary page = Timeline.write(whole, directory.resolve("page.html"));
    assertEquals(0, whole.lost());
    assertEquals(SPANS, page.spans());
    assertEquals(List.of(), page.notes());
  }
}
