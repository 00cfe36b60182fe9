package anabranch.profile;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lanes, who is busy, arrows, and the critical path. Events are given in microseconds. */
final class TimelineOverlapTest {
  @TempDir Path dir;

  private final List<String> events = new ArrayList<>();

  private void work(String name, int thread, double start, double end) {
    events.add(
        """
        {"ph":"X","cat":"op","name":"%s","pid":1,"tid":%d,"ts":%s,"dur":%s}\
        """
            .formatted(name, thread, start, end - start));
  }

  private void await(int thread, double start, double end) {
    int id = events.size();
    for (String[] side : new String[][] {{"b", "" + start}, {"e", "" + end}}) {
      events.add(
          """
          {"ph":"%s","cat":"wait","name":"await","id":%d,"pid":1,"tid":%d,"ts":%s}\
          """
              .formatted(side[0], id, thread, side[1]));
    }
  }

  private void arrow(String name, int from, double start, int to, double end) {
    int id = events.size();
    String side =
        """
        {"ph":"%s","bp":"e","cat":"%s","name":"%s","id":%d,"pid":1,"tid":%d,"ts":%s}\
        """;
    events.add(side.formatted("s", name, name, id, from, start));
    events.add(side.formatted("f", name, name, id, to, end));
  }

  private void named(int thread, String name) {
    events.add(
        """
        {"ph":"M","name":"thread_name","pid":1,"tid":%d,"args":{"name":"%s"}}\
        """
            .formatted(thread, name));
  }

  private TimelineTrace trace() throws IOException {
    Path file = dir.resolve("trace.json");
    Files.writeString(file, "[" + String.join(",\n", events) + "]");
    return TimelineReader.read(file);
  }

  private TimelineSummary summary() throws IOException {
    return TimelineData.write(trace(), "test", new ByteArrayOutputStream());
  }

  /** The lanes of the only row, each as the names on it. */
  private List<List<String>> lanes() throws IOException {
    TimelineTrace trace = trace();
    List<List<String>> lanes = new ArrayList<>();
    for (int[] lane : TimelineRows.of(trace).all().getFirst().lanes()) {
      List<String> names = new ArrayList<>();
      for (int span : lane) {
        names.add(trace.strings().text(trace.spans().name(span)));
      }
      lanes.add(names);
    }
    return lanes;
  }

  private long[] busy() throws IOException {
    return TimelineRows.of(trace()).all().getFirst().busy();
  }

  @Test
  void whatContainsLiesAbove() throws IOException {
    work("inner", 1, 2, 4);
    work("outer", 1, 0, 10);
    work("innermost", 1, 2, 3);
    work("second", 1, 5, 10);
    assertEquals(
        List.of(List.of("outer"), List.of("inner", "second"), List.of("innermost")), lanes());
  }

  @Test
  void whatOverlapsWithoutNestingLiesBeside() throws IOException {
    work("a", 1, 0, 5);
    work("b", 1, 3, 8);
    work("child of b", 1, 6, 7);
    work("c", 1, 7.5, 9);
    assertEquals(List.of(List.of("a", "c"), List.of("b"), List.of("child of b")), lanes());
  }

  @Test
  void waitsFillTheGapsOfWorkAndMoveNothing() throws IOException {
    work("outer", 1, 0, 20);
    work("before", 1, 1, 5);
    await(1, 5, 15);
    work("after", 1, 15, 19);
    assertEquals(List.of(List.of("outer"), List.of("before", "await", "after")), lanes());
  }

  @Test
  void aThreadIsNotBusyWhileItWaits() throws IOException {
    work("outer", 1, 0, 20);
    await(1, 5, 15);
    assertArrayEquals(new long[] {0, 5_000, 15_000, 20_000}, busy());
  }

  @Test
  void aWaiterThatRunsTheTaskItselfIsBusyMeanwhile() throws IOException {
    work("outer", 1, 0, 20);
    await(1, 5, 15);
    work("task", 1, 6, 14);
    assertArrayEquals(new long[] {0, 5_000, 6_000, 14_000, 15_000, 20_000}, busy());
  }

  @Test
  void aStreamIsIdleBetweenItsKernels() throws IOException {
    named(1, "stream 3");
    work("fork", 1, 0, 20);
    work("gemm", 1, 1, 5);
    work("add", 1, 7, 9);
    work("alone", 1, 30, 31);
    assertArrayEquals(new long[] {1_000, 5_000, 7_000, 9_000, 30_000, 31_000}, busy());
  }

  @Test
  void overlapIsTheSumOfBusyOverTheWallTime() throws IOException {
    work("a", 1, 0, 10);
    work("b", 2, 5, 15);
    work("c", 3, 9, 20);
    TimelineSummary summary = summary();
    assertAll(
        () -> assertEquals(20_000, summary.wallNanos()),
        () -> assertEquals(31_000, summary.busyNanos()),
        () -> assertEquals(1.55, summary.overlap(), 1e-12),
        () -> assertEquals(3, summary.most()),
        () -> assertEquals(OptionalLong.empty(), summary.criticalNanos()));
  }

  @Test
  void whatEndsWhenAnotherBeginsDoesNotOverlapWithIt() throws IOException {
    work("a", 1, 0, 10);
    work("b", 2, 10, 20);
    assertEquals(1, summary().most());
  }

  @Test
  void whereThereAreStreamsTheyAreCounted() throws IOException {
    named(1, "main");
    named(2, "stream 0");
    named(3, "stream 1");
    work("launch", 1, 0, 10);
    work("gemm", 2, 2, 6);
    work("gemm", 3, 4, 6);
    TimelineSummary summary = summary();
    assertAll(
        () -> assertEquals(6_000, summary.busyNanos()),
        () -> assertEquals(1.5, summary.overlap(), 1e-12),
        () ->
            assertEquals(
                List.of(false, true, true),
                summary.rows().stream().map(TimelineSummary.Row::counted).toList()));
  }

  @Test
  void sharesAreOfTheWallTimeOfTheirOwnKindAndThePathOfAll() throws IOException {
    // The host prepares for 10, launches at 10, waits for the stream's 5, and goes on for 5.
    named(1, "main");
    named(2, "stream 0");
    work("prepare", 1, 0, 12);
    await(1, 12, 20);
    work("rest", 1, 20, 25);
    work("gemm", 2, 11, 16);
    arrow("launch", 1, 10, 2, 11);
    arrow("done", 2, 15.999, 1, 20);
    TimelineSummary summary = summary();
    assertAll(
        () -> assertEquals(5_000, summary.wallNanos(), "of the stream"),
        () -> assertEquals(25_000, summary.totalNanos(), "of all"),
        () ->
            assertEquals(
                List.of(17_000 / 25_000.0, 1.0),
                summary.rows().stream().map(TimelineSummary.Row::share).toList()),
        () -> assertEquals(OptionalLong.of(10_000 + 4_999 + 5_000), summary.criticalNanos()));
  }

  @Test
  void theCriticalPathFollowsForkAndAwait() throws IOException {
    // Thread 1 forks at 2, works till 6, waits till 12; thread 2 runs the task from 3 to 12.
    work("main", 1, 0, 6);
    await(1, 6, 12);
    work("rest", 1, 12, 15);
    work("task", 2, 3, 12);
    arrow("fork", 1, 2, 2, 3);
    arrow("await", 2, 11.999, 1, 12);
    TimelineTrace trace = trace();
    TimelineRows rows = TimelineRows.of(trace);
    TimelinePath path = TimelinePath.of(rows, TimelineArrows.of(trace, rows).all());
    List<String> pieces =
        path.pieces().stream()
            .map(p -> p.row().track().tid + " " + p.start() + " " + p.end())
            .toList();
    assertEquals(List.of("1 0 2000", "2 3000 11999", "1 12000 15000"), pieces);
    assertEquals(OptionalLong.of(13_999), summary().criticalNanos());
    List<String> shares =
        TimelineSelf.of(trace.spans(), path).stream()
            .map(s -> trace.strings().text(s.name()) + " " + s.nanos())
            .toList();
    assertEquals(List.of("task 8999", "rest 3000", "main 2000"), shares);
  }

  @Test
  void aTaskThatWasDoneBeforeItsAwaitIsNotOnThePath() throws IOException {
    work("main", 1, 0, 15);
    work("task", 2, 3, 6);
    arrow("fork", 1, 2, 2, 3);
    arrow("await", 2, 5.999, 1, 12);
    assertEquals(OptionalLong.of(15_000), summary().criticalNanos());
  }

  @Test
  void arrowsWithoutACounterpartAreCounted() throws IOException {
    work("a", 1, 0, 10);
    work("b", 2, 0, 10);
    arrow("fork", 1, 1, 2, 2);
    events.add("{\"ph\":\"s\",\"cat\":\"x\",\"id\":1,\"pid\":1,\"tid\":1,\"ts\":3}");
    events.add("{\"ph\":\"f\",\"cat\":\"y\",\"id\":1,\"pid\":1,\"tid\":2,\"ts\":4}");
    TimelineSummary summary = summary();
    assertAll(
        () -> assertEquals(1, summary.arrows()),
        () ->
            assertEquals(
                "2 ends of arrows have no counterpart and are left out.",
                summary.notes().getFirst()));
  }

  @Test
  void aReusedIdMakesAnArrowEachTime() throws IOException {
    work("a", 1, 0, 10);
    work("b", 2, 0, 10);
    for (int i = 0; i < 3; i++) {
      for (String side : List.of("s", "f")) {
        events.add(
            "{\"ph\":\"%s\",\"bp\":\"e\",\"cat\":\"x\",\"id\":7,\"pid\":1,\"tid\":%d,\"ts\":%d}"
                .formatted(side, side.equals("s") ? 1 : 2, 2 * i + (side.equals("s") ? 0 : 1)));
      }
    }
    assertEquals(3, summary().arrows());
  }
}
