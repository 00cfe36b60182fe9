package anabranch.profile;

import static anabranch.Async.await;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Future;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.testing.Recorded;
import anabranch.testing.RecordingBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine tells the JVM's flight recorder. */
final class FlightRecorderTest {
  private static final int NANOS_PER_OP = 1000;

  @TempDir Path directory;

  private List<RecordedEvent> events(Recording recording) throws Exception {
    Path file = directory.resolve("flight.jfr");
    try (Recorded recorded = new Recorded(new RecordingBackend().withTimer(NANOS_PER_OP))) {
      recording.start();
      recorded.scope(
          () ->
              Profiler.record(
                  () -> {
                    Tensor x = Tensors.ones(2, 3);
                    await(fork(Tensor::neg, x));
                    Future<String> never = Future.create();
                    assertThrows(TimeoutException.class, () -> await(never, Duration.ofMillis(1)));
                  }));
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("anabranch."))
        .toList();
  }

  private static List<RecordedEvent> of(List<RecordedEvent> events, String name) {
    return events.stream().filter(e -> e.getEventType().getName().equals(name)).toList();
  }

  @Test
  void thePresetKeepsEveryEvent() throws Exception {
    try (Recording recording = new Recording(FlightRecorderPreset.configuration())) {
      List<RecordedEvent> events = events(recording);
      assertEquals(
          Set.of(
              "anabranch.Fork",
              "anabranch.Await",
              "anabranch.Op",
              "anabranch.Allocation",
              "anabranch.DeviceSpan"),
          events.stream().map(e -> e.getEventType().getName()).collect(Collectors.toSet()));
      RecordedEvent neg =
          of(events, "anabranch.Op").stream()
              .filter(e -> e.getString("family").equals("neg"))
              .findFirst()
              .orElseThrow();
      assertEquals("recording", neg.getString("device"));
      assertEquals("[2, 3] -> [2, 3]", neg.getString("shapes"));
      RecordedEvent span = of(events, "anabranch.DeviceSpan").getFirst();
      assertEquals(NANOS_PER_OP, span.getDuration("deviceDuration").toNanos());
      assertTrue(
          of(events, "anabranch.Fork").getFirst().getString("site").contains("FlightRecorderTest"));
    }
  }

  @Test
  void anAwaitNamesItsForkWhereNobodyRecordsAProfile() throws Exception {
    Path file = directory.resolve("flight.jfr");
    try (Recorded recorded = new Recorded(new RecordingBackend());
        Recording recording = new Recording(FlightRecorderPreset.configuration())) {
      recording.start();
      recorded.scope(
          () -> {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            Future<String> fork =
                fork(
                    () -> {
                      started.countDown();
                      go.await();
                      return "done";
                    });
            assertDoesNotThrow(() -> started.await());
            assertThrows(TimeoutException.class, () -> await(fork, Duration.ofMillis(1)));
            go.countDown();
            return await(fork);
          });
      recording.stop();
      recording.dump(file);
    }
    String named =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("anabranch.Await"))
            .findFirst()
            .orElseThrow()
            .getString("fork");
    assertTrue(named.contains("FlightRecorderTest"), named);
  }

  @Test
  void theJvmsDefaultsKeepNoFrequentOne() throws Exception {
    try (Recording recording = new Recording(Configuration.getConfiguration("default"))) {
      assertEquals(
          List.of(),
          events(recording).stream()
              .map(e -> e.getEventType().getName())
              .filter(name -> !name.equals("anabranch.Await"))
              .toList());
    }
  }
}
