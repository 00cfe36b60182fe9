package anabranch.profile;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.profile.TimelineSpans.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken from a Chrome trace, and what is said of a file that is none. */
final class TimelineReaderTest {
  @TempDir Path dir;

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("trace.json"), text);
  }

  private TimelineTrace read(String events) throws IOException {
    return TimelineReader.read(file("{\"traceEvents\": [" + events + "]}"));
  }

  /** Each span as "name start end kind", in nanoseconds. */
  private static List<String> shown(TimelineTrace trace) {
    List<String> shown = new ArrayList<>();
    TimelineSpans spans = trace.spans();
    for (int i = 0; i < spans.size(); i++) {
      String name = trace.strings().text(spans.name(i));
      shown.add("%s %d %d %s".formatted(name, spans.start(i), spans.end(i), spans.kind(i)));
    }
    return shown;
  }

  @Test
  void theObjectTheArrayAndTheCompressedFileAreTheSame() throws IOException {
    String event = "{\"ph\":\"X\",\"name\":\"add\",\"pid\":1,\"tid\":1,\"ts\":1.5,\"dur\":2}";
    List<String> expected = List.of("add 1500 3500 WORK");
    assertEquals(expected, shown(read(event)));
    assertEquals(expected, shown(TimelineReader.read(file("[" + event + "]"))));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(("[" + event + "]").getBytes(StandardCharsets.UTF_8));
    }
    // The content tells, not the name.
    Path compressed = Files.write(dir.resolve("trace.json"), bytes.toByteArray());
    assertEquals(expected, shown(TimelineReader.read(compressed)));
  }

  @Test
  void anArrayThatWasLeftOpenIsReadAndNoted() throws IOException {
    TimelineTrace trace =
        TimelineReader.read(file("[{\"ph\":\"X\",\"name\":\"a\",\"ts\":0,\"dur\":1},\n"));
    assertEquals(List.of("a 0 1000 WORK"), shown(trace));
    assertTrue(trace.notes().toString().contains("left open"), trace.notes().toString());
  }

  @ParameterizedTest(name = "{0} us are {1} ns")
  @CsvSource({
    "0, 0",
    "12, 12000",
    "12.5, 12500",
    "0.001, 1",
    "1.23456, 1234",
    "-3.25, -3250",
    "1790857026000123.456, 1790857026000123456",
    "1.5e3, 1500000",
    "4.554618178466408E12, 4554618178466408",
  })
  void microsecondsBecomeNanosecondsExactly(String micros, long nanos) {
    assertEquals(nanos, TimelineEventReader.nanos(micros));
  }

  @ParameterizedTest(name = "''{0}'' is no time")
  @CsvSource({"''", "NaN", "soon", "-", "1e300", "99999999999999999999", "9999999999999999"})
  void whatIsNoTimeIsLeftOutAndCounted(String micros) throws IOException {
    assertEquals(TimelineEvent.NO_TIME, TimelineEventReader.nanos(micros));
    TimelineTrace trace = read("{\"ph\":\"X\",\"name\":\"a\",\"ts\":\"" + micros + "\"}");
    assertEquals(0, trace.spans().size());
    assertEquals(List.of("1 event had no time and are left out."), trace.notes());
  }

  @Test
  void beginsAndEndsNestPerThread() throws IOException {
    TimelineTrace trace =
        read(
            """
            {"ph":"B","name":"outer","pid":1,"tid":"a","ts":0,"args":{"x":1}},
            {"ph":"B","name":"other","pid":1,"tid":"b","ts":1},
            {"ph":"B","name":"inner","pid":1,"tid":"a","ts":2},
            {"ph":"E","pid":1,"tid":"a","ts":3},
            {"ph":"E","pid":1,"tid":"a","ts":4,"args":{"y":"z"}},
            {"ph":"E","pid":1,"tid":"a","ts":5}
            """);
    assertEquals(
        List.of("outer 0 4000 WORK", "other 1000 4000 WORK", "inner 2000 3000 WORK"), shown(trace));
    assertEquals(
        List.of(
            "1 span had no end and are drawn up to the trace's end.",
            "1 end had no beginning and are left out."),
        trace.notes());
  }

  @Test
  void asynchronousSpansAreMatchedByCategoryAndId() throws IOException {
    TimelineTrace trace =
        read(
            """
            {"ph":"b","cat":"wait","name":"await","id":"0x1","pid":1,"tid":1,"ts":0},
            {"ph":"b","cat":"io","name":"load","id":1,"pid":1,"tid":1,"ts":1},
            {"ph":"b","cat":"io","name":"local","id2":{"local":1},"pid":1,"tid":1,"ts":1},
            {"ph":"e","cat":"wait","id":"0x1","pid":1,"tid":2,"ts":5},
            {"ph":"e","cat":"io","id2":{"local":1},"pid":1,"tid":1,"ts":6},
            {"ph":"e","cat":"io","id":1,"pid":1,"tid":1,"ts":7}
            """);
    assertEquals(
        List.of("await 0 5000 WAIT", "load 1000 7000 ASYNC", "local 1000 6000 ASYNC"),
        shown(trace));
    assertEquals(List.of(), trace.notes());
  }

  @Test
  void hostsThatSynchronizeWaitAndAnnotationsDoNotWork() throws IOException {
    TimelineTrace trace =
        read(
            """
            {"ph":"X","cat":"cuda_runtime","name":"cudaStreamSynchronize","pid":1,"tid":1,"ts":0,"dur":1},
            {"ph":"X","cat":"cuda_runtime","name":"cudaLaunchKernel","pid":1,"tid":1,"ts":2,"dur":1},
            {"ph":"X","cat":"user_annotation","name":"ProfilerStep#1","pid":1,"tid":1,"ts":0,"dur":9}
            """);
    TimelineSpans spans = trace.spans();
    assertAll(
        () -> assertEquals(Kind.WAIT, spans.kind(0)),
        () -> assertEquals(Kind.WORK, spans.kind(1)),
        () -> assertEquals(Kind.NOTE, spans.kind(2)));
  }

  @Test
  void whatPyTorchDoesToJsonIsForgiven() throws IOException {
    TimelineTrace trace =
        TimelineReader.read(
            file(
                """
                {"schemaVersion": 1, "deviceProperties": [{"id": 0, "x": {}}], "junk": null,
                 "traceEvents": [
                  {"ph":"M","name":"process_name","ts":99999,"pid":0,"tid":0,"args":{"name":"python"}},
                  {"ph":"M","name":"process_labels","pid":"0","tid":"0","args":{"labels":"GPU 0"}},
                  {"ph":"M","name":"thread_name","pid":0,"tid":"7","args":{"name":"stream 7 "}},
                  {"ph":"X","cat":"kernel","name":"C:\\dir\\new line\t","pid":0,"tid":7,"ts":10,
                   "args":{"Input Dims":[[50, 50],[],{"a":[1]}],"occupancy":NaN,"External id":12}},
                  {"ph":"i","name":"[memory]","s":"t","pid":1,"tid":1,"ts":11,
                   "args":{"Total Allocated":4096,"Device Type":1,"Device Id":0}},
                  {"ph":"i","s":"g","name":"Record Window End","pid":"","tid":"","ts":12},
                ], "traceName": "x.json"}
                """));
    TimelineTrack track = trace.tracks().get(trace.spans().track(0));
    TimelineCounters.Series series = trace.counters().all().iterator().next();
    assertAll(
        () -> assertEquals(1, trace.spans().size()),
        () -> assertEquals("stream 7", track.title()),
        () -> assertEquals("python (GPU 0)", track.group.title()),
        () -> assertTrue(track.isStream()),
        () -> assertEquals(10_000, trace.first()),
        () -> assertEquals("allocated on cuda:0: bytes", series.name),
        () -> assertEquals(4096, series.value(0)),
        () -> assertEquals(1, trace.marks().size()),
        () -> assertTrue(trace.strings().all().contains("[[50, 50], [], {a: [1]}]")));
  }

  @Test
  void countersHaveASeriesPerArgument() throws IOException {
    TimelineTrace trace =
        read(
            """
            {"ph":"C","name":"memory","pid":1,"ts":0,"args":{"live":10,"free":"2.5","text":"x"}},
            {"ph":"C","name":"memory","pid":1,"ts":1,"args":{"live":20}},
            {"ph":"C","name":"busy","pid":1,"ts":1,"args":{"busy":1}}
            """);
    List<String> shown =
        trace.counters().all().stream().map(s -> s.name + " " + s.times.size()).toList();
    assertEquals(List.of("memory: live 2", "memory: free 1", "busy 1"), shown);
  }

  @Test
  void kindsOfEventsThatAreNotShownAreCounted() throws IOException {
    TimelineTrace trace = read("{\"ph\":\"v\",\"ts\":1},{\"ph\":\"N\",\"ts\":1},{}");
    assertEquals(
        List.of("2 events of kinds that this page does not show are left out."), trace.notes());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello                       | 1 | 1  | Unrecognized token 'hello'",
        "42                          | 1 | 1  | expected a Chrome trace: an object",
        "[1]                         | 1 | 2  | expected an event, which is an object",
        "{\"traceEvents\": 3}        | 1 | 17 | expected \"traceEvents\" to be an array",
        "{\"traceEvents\": [{\"ph\":}]} | 1 | 24 | Unexpected character",
        "[{\"ph\":\"X\"             | 1 |    | Unexpected end-of-input",
        "[] []                       | 1 | 4  | expected nothing after the array",
      })
  void whatIsNoTraceIsAnErrorWithFileAndPlace(String text, int line, Integer column, String problem)
      throws IOException {
    Path file = file(text);
    TimelineFormatException e =
        assertThrows(TimelineFormatException.class, () -> TimelineReader.read(file));
    assertAll(
        () -> assertTrue(e.getMessage().startsWith(file + " (line "), e.getMessage()),
        () -> assertTrue(e.getMessage().contains(problem), e.getMessage()),
        () -> assertEquals(line, e.line()),
        () -> assertTrue(column == null || column == e.column(), e.getMessage()));
  }

  @Test
  void theLineOfAMistakeCounts() throws IOException {
    Path file = file("{\"traceEvents\": [\n{\"ph\":\"X\"},\n{\"ph\" \"X\"}]}");
    TimelineFormatException e =
        assertThrows(TimelineFormatException.class, () -> TimelineReader.read(file));
    assertEquals(3, e.line());
  }

  @Test
  void jsonWithoutEventsIsNoTrace() throws IOException {
    for (String text : List.of("{}", "{\"tensors\": [1]}", "[{\"a\": 1}, {\"b\": 2}]")) {
      Path file = file(text);
      TimelineFormatException e =
          assertThrows(TimelineFormatException.class, () -> TimelineReader.read(file));
      assertTrue(e.getMessage().startsWith(file + ": not a Chrome trace"), e.getMessage());
      assertEquals(TimelineFormatException.NOWHERE, e.line());
    }
  }

  @Test
  void brokenGzipIsAnErrorOfTheFile() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("[]".getBytes(StandardCharsets.UTF_8));
    }
    byte[] half = Arrays.copyOf(bytes.toByteArray(), 12);
    Path file = Files.write(dir.resolve("half.json.gz"), half);
    TimelineFormatException e =
        assertThrows(TimelineFormatException.class, () -> TimelineReader.read(file));
    assertTrue(e.getMessage().contains("the gzip data is broken"), e.getMessage());
  }

  @Test
  void aFileThatIsNotThereIsSaidToBeMissing() {
    assertThrows(NoSuchFileException.class, () -> TimelineReader.read(dir.resolve("missing.json")));
  }

  @Test
  void anEmptyTraceIsATrace() throws IOException {
    TimelineTrace trace = read("");
    assertAll(
        () -> assertEquals(0, trace.spans().size()),
        () -> assertEquals(0, trace.first()),
        () -> assertEquals(0, trace.last()));
  }
}
