package anabranch.run;

import static anabranch.Async.await;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.profile.OpTable;
import anabranch.profile.Profile;
import anabranch.profile.Profiler;
import anabranch.profile.Span;
import anabranch.profile.Span.Kind;
import anabranch.testing.Recorded;
import anabranch.testing.RecordingBackend;
import anabranch.testing.RecordingTimer;
import anabranch.testing.TraceCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where marks are put for a recording, and what times are made of them. */
final class DeviceTimesTest {
  private static final long NANOS_PER_OP = 100;

  /** What it takes to see how fast the device's clock goes. */
  private static final long A_WHILE = 20_000_000;

  private final RecordingBackend backend = new RecordingBackend().withTimer(NANOS_PER_OP);
  private final RecordingTimer timer = Objects.requireNonNull(backend.timer());
  private final Recorded recorded = new Recorded(backend);

  @AfterEach
  void everyMarkIsReleased() {
    assertEquals(0, timer.out());
    recorded.close();
  }

  private Profile record(Profiler.Options options, Function<Tensor, Tensor> body) {
    return recorded.scope(
        () -> {
          Tensor x = Tensors.ones(2);
          backend.clear();
          return Profiler.record(options, () -> body.apply(x));
        });
  }

  private static List<Span> deviceSpans(Profile profile) {
    return profile.spans().filter(span -> span.kind() == Kind.DEVICE).toList();
  }

  @Test
  void operationsOfOneFamilyAreOneStretchBetweenTwoMarks() {
    Profile profile = record(Profiler.Options.defaults(), x -> x.neg_().neg_().exp_());
    List<Span> spans = deviceSpans(profile);
    assertEquals(List.of("neg", "exp"), spans.stream().map(Span::name).toList());
    assertEquals(List.of(2L, 1L), spans.stream().map(Span::amount).toList());
    assertEquals(
        List.of("mark", "neg", "mark", "neg", "mark", "mark", "exp", "mark"),
        backend.lines(0).stream()
            .map(line -> line.split(" ", 2)[0])
            .filter(Set.of("mark", "neg", "exp")::contains)
            .toList());
  }

  @Test
  void everyOperationIsAStretchOnRequest() {
    Profile profile =
        record(Profiler.Options.defaults().withEveryOp(true), x -> x.neg_().neg_().exp_());
    assertEquals(List.of(1L, 1L, 1L), deviceSpans(profile).stream().map(Span::amount).toList());
  }

  @Test
  void aWaitEndsAStretch() {
    Profile profile =
        record(
            Profiler.Options.defaults(),
            x -> {
              x.neg_();
              Tensor y = await(fork(Tensor::exp, x));
              x.neg_();
              return y;
            });
    assertEquals(
        List.of("neg", "neg", "exp"), deviceSpans(profile).stream().map(Span::name).toList());
  }

  @Test
  void timesAreTheHostsThoughTheDevicesClockIsAnother() {
    Profile profile =
        record(
            Profiler.Options.defaults(),
            x -> {
              x.neg_().exp_();
              timer.pass(A_WHILE);
              return x;
            });
    List<Span> spans = deviceSpans(profile);
    for (Span span : spans) {
      assertEquals(2 * NANOS_PER_OP, span.nanos());
    }
    assertTrue(spans.get(0).end() <= spans.get(1).start(), spans.toString());
  }

  @Test
  void workStartsAfterItsLaunchHoweverFarTheClocksAreOff() {
    Profile profile = record(Profiler.Options.defaults(), x -> x.neg_().exp_());
    Map<Long, Span> all = profile.spans().collect(Collectors.toMap(Span::id, Function.identity()));
    for (Span span : deviceSpans(profile)) {
      assertTrue(all.get(span.link()).start() <= span.start(), span.toString());
    }
  }

  @Test
  void aStreamsWorkKnowsWhatLaunchedIt() {
    Profile profile = record(Profiler.Options.defaults(), x -> await(fork(Tensor::exp, x)));
    Span work = deviceSpans(profile).getFirst();
    Span launch =
        profile.spans().collect(Collectors.toMap(Span::id, Function.identity())).get(work.link());
    assertEquals(Kind.OP, launch.kind());
    assertEquals("exp", launch.name());
  }

  @Test
  void innerAndOuterRecordingTimeTheSameWork() {
    Profile outer =
        recorded.scope(
            () -> {
              Tensor x = Tensors.ones(2);
              return Profiler.record(
                  () -> {
                    Profile inner = Profiler.record(() -> x.neg_());
                    assertEquals(1, deviceSpans(inner).size());
                  });
            });
    assertEquals(1, deviceSpans(outer).size());
  }

  @Test
  void manyStretchesAreReadBeforeTheEnd() {
    Profile profile =
        record(
            Profiler.Options.defaults(),
            x -> {
              for (int i = 0; i < 5000; i++) {
                x.neg_();
                x.exp_();
                assertTrue(timer.out() < 10_000, "marks " + timer.out());
              }
              return x;
            });
    assertEquals(10_000, deviceSpans(profile).size());
  }

  @Test
  void marksAreReleasedWhenTheBodyFails() {
    assertThrows(
        IllegalStateException.class,
        () ->
            record(
                Profiler.Options.defaults(),
                x -> {
                  x.neg_();
                  throw new IllegalStateException("on purpose");
                }));
    assertEquals(0, timer.out());
  }

  @Test
  void theTableCountsTheDevicesTimes() {
    Profile profile =
        record(
            Profiler.Options.defaults(),
            x -> {
              x.neg_().neg_();
              timer.pass(A_WHILE);
              return x;
            });
    OpTable.Row row = profile.table().rows().getFirst();
    assertEquals("neg", row.name());
    assertEquals(4 * NANOS_PER_OP, row.total());
  }

  @Test
  void theTraceHasARowPerStreamAndAnArrowPerLaunch(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("trace.json");
    recorded.scope(
        () -> {
          Tensor x = Tensors.ones(2);
          Profile profile = Profiler.record(() -> await(fork(Tensor::exp, x)).neg());
          profile.writeChromeTrace(file);
          return null;
        });
    TraceCheck trace = TraceCheck.of(file);
    assertEquals(
        List.of("exp", "neg"),
        trace.slices("device").stream().map(s -> s.name()).sorted().toList());
    assertEquals(2, trace.arrows("launch").size());
    assertEquals(
        List.of("stream 0", "stream 1"),
        trace.slices("device").stream().map(s -> trace.threads().get(s.row())).sorted().toList());
    assertTrue(trace.processes().containsValue("recording"), trace.processes().toString());
    assertTrue(
        trace.counts().stream().anyMatch(c -> c.name().equals("busy streams") && c.value() == 1));
  }
}
