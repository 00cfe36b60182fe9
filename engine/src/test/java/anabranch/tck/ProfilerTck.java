package anabranch.tck;

import static anabranch.Async.await;
import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.nn.Linear;
import anabranch.nn.Sequential;
import anabranch.profile.OpTable;
import anabranch.profile.Profile;
import anabranch.profile.Profiler;
import anabranch.profile.Span;
import anabranch.profile.Span.Kind;
import anabranch.testing.TraceCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording sees, and what it makes of it. */
public abstract class ProfilerTck extends TckBase {
  private static Map<Long, Span> byId(Profile profile) {
    return profile.spans().collect(Collectors.toMap(Span::id, Function.identity()));
  }

  private static List<Span> spans(Profile profile, Kind kind) {
    return profile.spans().filter(span -> span.kind() == kind).toList();
  }

  private static Span only(Profile profile, Kind kind, String name) {
    List<Span> found =
        spans(profile, kind).stream().filter(span -> span.name().equals(name)).toList();
    assertEquals(1, found.size(), name + ": " + found);
    return found.getFirst();
  }

  private static Span parent(Profile profile, Span span) {
    Span parent = byId(profile).get(span.parent());
    assertTrue(parent != null, "no parent: " + span);
    return parent;
  }

  private static void assertEverySpanIsInsideItsParent(Profile profile) {
    Map<Long, Span> all = byId(profile);
    for (Span span : all.values()) {
      assertTrue(span.start() <= span.end(), span.toString());
      assertTrue(0 <= span.start() && span.end() <= profile.nanos(), span.toString());
      Span parent = all.get(span.parent());
      if (parent != null) {
        assertEquals(parent.row(), span.row());
        assertTrue(parent.start() <= span.start() && span.end() <= parent.end(), span.toString());
      }
    }
  }

  /** Semantics 29. */
  @Test
  void spansInsideAForkAroundItAndAfterTheAwaitAreSeenOnceUnderTheRightParent() {
    Tensor x = Tensors.ones(2, 3);
    Profile profile =
        Profiler.record(
            () ->
                Profiler.range(
                    "around",
                    () -> {
                      Future<Tensor> future = fork(() -> Profiler.range("inside", () -> x.exp()));
                      x.neg();
                      Tensor y = await(future);
                      Profiler.range("after", () -> y.abs());
                    }));

    Span around = only(profile, Kind.RANGE, "around");
    Span inside = only(profile, Kind.RANGE, "inside");
    Span after = only(profile, Kind.RANGE, "after");
    Span task = spans(profile, Kind.TASK).getFirst();
    Span made = spans(profile, Kind.FORK).getFirst();
    assertEquals(1, spans(profile, Kind.TASK).size());
    assertEquals(inside, parent(profile, only(profile, Kind.OP, "exp")));
    assertEquals(task, parent(profile, inside));
    assertEquals(0, task.parent());
    assertEquals(made.id(), task.link());
    assertEquals(around, parent(profile, made));
    assertEquals(around, parent(profile, only(profile, Kind.OP, "neg")));
    assertEquals(after, parent(profile, only(profile, Kind.OP, "abs")));
    assertEquals(around, parent(profile, after));
    assertEverySpanIsInsideItsParent(profile);
  }

  /** Semantics 30. */
  @Test
  void aTaskThatWaitsIsNotDrawnAsBusy(@TempDir Path directory) throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    Future<String> byHand = Future.create();
    Profile profile =
        Profiler.record(
            () -> {
              Future<String> waiter =
                  fork(
                      () -> {
                        waiting.countDown();
                        return await(byHand);
                      });
              Future<String> setter =
                  fork(
                      () -> {
                        waiting.await();
                        byHand.setResult("there");
                        return "set";
                      });
              assertEquals(List.of("there", "set"), awaitAll(List.of(waiter, setter)));
            });
    Path file = directory.resolve("trace.json");
    profile.writeChromeTrace(file);
    TraceCheck trace = TraceCheck.of(file);

    for (Span wait : spans(profile, Kind.WAIT)) {
      for (Span around = byId(profile).get(wait.parent());
          around != null;
          around = byId(profile).get(around.parent())) {
        long id = around.id();
        assertTrue(
            trace.slices().stream()
                .filter(slice -> slice.number("id") == id)
                .allMatch(slice -> slice.end() <= wait.start() || wait.end() <= slice.start()),
            around + " while " + wait);
      }
    }
    assertEquals(spans(profile, Kind.WAIT).size(), trace.waits().size());
    assertFalse(trace.waits().isEmpty());
  }

  @Test
  void aTasksTimeInTheTableIsWithoutItsWaits() {
    Future<String> byHand = Future.create();
    Profile profile =
        Profiler.record(
            () -> {
              Future<String> waiter = fork(() -> await(byHand));
              Future<String> other = fork(() -> Profiler.range("work", () -> "done"));
              await(other);
              byHand.setResult("there");
              await(waiter);
            });
    long waited =
        spans(profile, Kind.WAIT).stream()
            .filter(span -> span.parent() != 0)
            .mapToLong(Span::nanos)
            .sum();
    long tasks = spans(profile, Kind.TASK).stream().mapToLong(Span::nanos).sum();
    OpTable table = profile.table(OpTable.By.FORK, OpTable.Order.SELF);
    assertEquals(2, table.rows().stream().mapToLong(OpTable.Row::count).sum());
    assertEquals(tasks - waited, table.rows().stream().mapToLong(OpTable.Row::total).sum());
  }

  @Test
  void everyForkHasAnArrowToItsTaskAndFromThereToItsAwait(@TempDir Path directory)
      throws Exception {
    Tensor x = Tensors.ones(4);
    Profile profile =
        Profiler.record(
            () -> {
              List<Future<Tensor>> futures = new ArrayList<>();
              for (int i = 0; i < 20; i++) {
                futures.add(fork(() -> await(fork(Tensor::neg, x)).exp()));
              }
              awaitAll(futures);
            });
    Path file = directory.resolve("trace.json.gz");
    profile.writeChromeTrace(file);
    TraceCheck trace = TraceCheck.of(file);

    List<Long> forks = trace.slices("fork").stream().map(s -> s.number("id")).sorted().toList();
    assertEquals(40, forks.size());
    assertEquals(
        forks,
        trace.arrows("fork").stream()
            .map(
                arrow -> {
                  assertEquals("task", arrow.to().category());
                  assertEquals(arrow.from().number("id"), arrow.to().number("fork"));
                  return arrow.from().number("id");
                })
            .sorted()
            .toList());
    assertEquals(
        forks,
        trace.arrows("await").stream()
            .map(
                arrow -> {
                  assertEquals("await", arrow.to().category());
                  return arrow.to().number("fork");
                })
            .sorted()
            .toList());
    assertEverySpanIsInsideItsParent(profile);
  }

  @Test
  void aNestedRecordingSeesItsOwnAndTheOuterBoth() {
    Tensor x = Tensors.ones(2);
    List<Profile> inner = new ArrayList<>();
    Profile outer =
        Profiler.record(
            () -> {
              x.neg();
              inner.add(Profiler.record(() -> await(fork(() -> x.exp()))));
              x.abs();
            });

    assertEquals(List.of("exp"), names(inner.getFirst()));
    assertEquals(List.of("abs", "exp", "neg"), names(outer));
    assertEquals(1, spans(inner.getFirst(), Kind.FORK).size());
    assertEquals(1, spans(outer, Kind.TASK).size());
    assertEverySpanIsInsideItsParent(outer);
    assertEverySpanIsInsideItsParent(inner.getFirst());
  }

  private static List<String> names(Profile profile) {
    return spans(profile, Kind.OP).stream().map(Span::name).sorted().toList();
  }

  @Test
  void concurrentRecordingsAreSeparate() {
    Tensor x = Tensors.ones(2);
    List<Future<Profile>> recordings = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      int ops = i;
      recordings.add(
          fork(
              () ->
                  Profiler.record(
                      () -> {
                        for (int n = 0; n < ops; n++) {
                          await(fork(() -> x.neg()));
                        }
                      })));
    }
    for (int i = 1; i <= 8; i++) {
      Profile profile = await(recordings.get(i - 1));
      assertEquals(i, spans(profile, Kind.OP).size());
      assertEquals(i, spans(profile, Kind.TASK).size());
    }
  }

  @Test
  void aForkMadeOutsideIsNotSeenThoughItIsAwaitedInside() {
    Tensor x = Tensors.ones(2);
    CountDownLatch go = new CountDownLatch(1);
    Future<Tensor> outside =
        fork(
            () -> {
              go.await();
              return x.neg();
            });
    Profile profile =
        Profiler.record(
            () -> {
              go.countDown();
              await(outside);
            });
    assertEquals(List.of(), names(profile));
    assertEquals(List.of(), spans(profile, Kind.TASK));
  }

  @Test
  void modulesAreCalledByTheirPathAlsoInForks() {
    Tensor x = Tensors.ones(1, 3);
    try (Sequential model = Sequential.of(Linear.of(3, 3), Sequential.of(Linear.of(3, 2)))) {
      Profile profile = Profiler.record(() -> await(fork(model, x)));
      assertEquals(
          List.of("Sequential", "Sequential/0", "Sequential/1", "Sequential/1/0"),
          spans(profile, Kind.MODULE).stream().map(Span::name).toList());
    }
  }

  @Test
  void operationsHaveShapes() {
    Tensor a = Tensors.ones(2, 3);
    Tensor b = Tensors.ones(3, 5);
    Profile profile = Profiler.record(() -> a.matmul(b));
    Span span = only(profile, Kind.OP, "matmul");
    assertEquals(device().name(), span.device());
    assertEquals("[2, 3] [3, 5] -> [2, 5]", span.detail());
  }

  @Test
  void memoryAndCopiesAreCounted() {
    Profile profile =
        Profiler.record(
            () ->
                Scope.run(
                    () -> {
                      Tensor x = Tensors.of(device(), new float[] {1, 2, 3, 4});
                      x.neg().toFloatArray();
                    }));
    long sum = spans(profile, Kind.MEMORY).stream().mapToLong(Span::amount).sum();
    long allocated =
        spans(profile, Kind.MEMORY).stream().mapToLong(s -> Math.max(0, s.amount())).sum();
    assertEquals(0, sum);
    assertEquals(32, allocated);
    assertEquals(16, only(profile, Kind.COPY, "upload").amount());
    assertEquals(16, only(profile, Kind.COPY, "download").amount());
  }

  @Test
  void theBodysErrorIsThrownAndTheRecordingEnds() {
    Tensor x = Tensors.ones(2);
    assertThrows(
        IllegalStateException.class,
        () ->
            Profiler.record(
                () -> {
                  throw new IllegalStateException("on purpose");
                }));
    Profiler.Recorded<Tensor> next = Profiler.call(() -> x.neg());
    assertEquals(-2, next.value().sum().item());
    assertEquals(List.of("neg"), names(next.profile()));
  }

  @Test
  void whatFindsNoRoomIsCounted() {
    int ranges = 4000;
    Profile profile =
        Profiler.record(
            Profiler.Options.defaults().withMaxSpans(1000),
            () -> {
              for (int i = 0; i < ranges / 2; i++) {
                Profiler.range("outer", () -> Profiler.range("inner", () -> {}));
              }
            });
    long kept = profile.spans().count();
    assertNotEquals(0, profile.lost());
    assertTrue(kept >= 1000, "kept " + kept);
    assertEquals(ranges, kept + profile.lost());
    assertEverySpanIsInsideItsParent(profile);
  }

  @Test
  void noSpanIsLostInAMillion() {
    Profile profile =
        Profiler.record(
            Profiler.Options.defaults().withMaxSpans(2_000_000),
            () -> {
              List<Future<String>> forks = new ArrayList<>();
              for (int f = 0; f < 10; f++) {
                forks.add(fork(ProfilerTck::hundredThousandRanges));
              }
              awaitAll(forks);
            });
    Map<Kind, Long> counts = new HashMap<>();
    profile.spans().forEach(span -> counts.merge(span.kind(), 1L, Long::sum));
    assertEquals(0, profile.lost());
    assertEquals(1_000_000, counts.get(Kind.RANGE));
  }

  private static String hundredThousandRanges() {
    for (int i = 0; i < 100_000; i++) {
      Profiler.range("r", () -> {});
    }
    return "done";
  }
}
