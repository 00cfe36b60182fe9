package anabranch.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the page gets to draw: a JSON object with what there is little of, then columns of numbers.
 * {@code data.js} reads the same parts in the same order. A part is the length of its bytes (four,
 * the lowest first) and the bytes. Times are nanoseconds since the trace's first event.
 */
final class TimelineData {
  private static final int MOST_SHARES = 12;

  private final TimelineTrace trace;
  private final TimelineRows rows;
  private final TimelineArrows arrows;
  private final TimelinePath path;
  private final TimelineSummary summary;
  private final OutputStream out;

  private TimelineData(
      TimelineTrace trace,
      TimelineRows rows,
      TimelineArrows arrows,
      TimelinePath path,
      TimelineSummary summary,
      OutputStream out) {
    this.trace = trace;
    this.rows = rows;
    this.arrows = arrows;
    this.path = path;
    this.summary = summary;
    this.out = out;
  }

  /** Writes everything; returns the numbers that the page shows too. */
  static TimelineSummary write(TimelineTrace trace, String title, OutputStream out)
      throws IOException {
    TimelineRows rows = TimelineRows.of(trace);
    TimelineArrows arrows = TimelineArrows.of(trace, rows);
    TimelinePath path = TimelinePath.of(rows, arrows.all());
    TimelineSummary summary = TimelineSummary.of(trace, rows, arrows, path);
    TimelineData data = new TimelineData(trace, rows, arrows, path, summary, out);
    data.part(data.header(title).getBytes(StandardCharsets.UTF_8));
    data.spans();
    data.instants();
    data.arrows();
    data.busy();
    data.counters();
    data.path();
    data.strings();
    return summary;
  }

  private void part(byte[] bytes) throws IOException {
    part(bytes, bytes.length);
  }

  private void part(TimelineBytes bytes) throws IOException {
    part(bytes.array(), bytes.size());
  }

  private void part(byte[] bytes, int length) throws IOException {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(length >>> shift);
    }
    out.write(bytes, 0, length);
  }

  private long since(long time) {
    return time - trace.first();
  }

  private String header(String title) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("title", TimelineStrings.wellFormed(title));
      json.writeNumberField("nanos", trace.last() - trace.first());
      json.writeNumberField("spans", summary.spans());
      json.writeNumberField("arrows", summary.arrows());
      json.writeNumberField("wall", summary.wallNanos());
      json.writeNumberField("total", summary.totalNanos());
      json.writeNumberField("busy", summary.busyNanos());
      json.writeNumberField("most", summary.most());
      json.writeNumberField("critical", summary.criticalNanos().orElse(-1));
      json.writeArrayFieldStart("notes");
      for (String note : summary.notes()) {
        json.writeString(note);
      }
      json.writeEndArray();
      rows(json);
      counters(json);
      marks(json);
      shares(json);
      json.writeEndObject();
    }
    return text.toString();
  }

  private void rows(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("rows");
    for (TimelineRow row : rows.all()) {
      TimelineSummary.Row shown = summary.rows().get(row.number());
      json.writeStartObject();
      json.writeStringField("group", shown.group());
      json.writeStringField("name", shown.name());
      json.writeBooleanField("stream", row.track().isStream());
      json.writeBooleanField("counted", shown.counted());
      json.writeNumberField("spans", shown.spans());
      json.writeNumberField("busy", shown.busyNanos());
      json.writeNumberField("wall", shown.wallNanos());
      json.writeNumberField("lanes", row.lanes().length);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void counters(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("counters");
    for (TimelineCounters.Series series : trace.counters().all()) {
      json.writeStartObject();
      json.writeStringField("group", TimelineStrings.wellFormed(series.group.title()));
      json.writeStringField("name", series.name);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void marks(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("marks");
    for (TimelineTrace.Mark mark : trace.marks()) {
      json.writeStartObject();
      json.writeNumberField("time", since(mark.time()));
      json.writeNumberField("name", mark.name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void shares(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("shares");
    List<TimelineSelf.Share> shares =
        arrows.all().isEmpty() ? List.of() : TimelineSelf.of(trace.spans(), path);
    for (TimelineSelf.Share share : shares.subList(0, Math.min(MOST_SHARES, shares.size()))) {
      json.writeStartObject();
      json.writeNumberField("name", share.name());
      json.writeNumberField("nanos", share.nanos());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The number of spans of each lane; then, lane by lane, one column after the other. */
  private void spans() throws IOException {
    TimelineSpans spans = trace.spans();
    TimelineBytes counts = new TimelineBytes();
    List<int[]> lanes = new ArrayList<>();
    for (TimelineRow row : rows.all()) {
      for (int[] lane : row.lanes()) {
        counts.unsigned(lane.length);
        lanes.add(lane);
      }
    }
    part(counts);
    TimelineBytes starts = new TimelineBytes();
    TimelineBytes lengths = new TimelineBytes();
    TimelineBytes names = new TimelineBytes();
    TimelineBytes categories = new TimelineBytes();
    TimelineBytes kinds = new TimelineBytes();
    TimelineBytes args = new TimelineBytes();
    for (int[] lane : lanes) {
      long before = trace.first();
      for (int span : lane) {
        starts.unsigned(spans.start(span) - before);
        before = spans.start(span);
        lengths.unsigned(spans.end(span) - spans.start(span));
        names.unsigned(spans.name(span));
        categories.unsigned(spans.category(span));
        kinds.unsigned(spans.kind(span).code);
        spans.writeArgs(span, args);
      }
    }
    for (TimelineBytes column : List.of(starts, lengths, names, categories, kinds, args)) {
      part(column);
    }
  }

  private void instants() throws IOException {
    int[] order = new int[trace.instants().size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    TimelineSort.sort(
        order, (a, b) -> trace.instants().get(a).time() <= trace.instants().get(b).time());
    TimelineBytes bytes = new TimelineBytes();
    TimelineBytes args = new TimelineBytes();
    bytes.unsigned(order.length);
    for (int i : order) {
      TimelineTrace.Instant instant = trace.instants().get(i);
      TimelineRow row = rows.ofTrack(instant.track());
      bytes.unsigned(row.number());
      bytes.unsigned(since(instant.time()));
      bytes.unsigned(instant.name());
      trace.spans().writeDetail(instant.detail(), args);
    }
    part(bytes);
    part(args);
  }

  private void arrows() throws IOException {
    TimelineBytes bytes = new TimelineBytes();
    bytes.unsigned(arrows.all().size());
    for (TimelineArrow arrow : arrows.all()) {
      bytes.unsigned(arrow.from().number());
      bytes.unsigned(arrow.fromLane());
      bytes.unsigned(since(arrow.fromTime()));
      bytes.unsigned(arrow.to().number());
      bytes.unsigned(arrow.toLane());
      bytes.unsigned(since(arrow.toTime()));
      bytes.unsigned(arrow.label());
    }
    part(bytes);
  }

  private void busy() throws IOException {
    TimelineBytes bytes = new TimelineBytes();
    for (TimelineRow row : rows.all()) {
      bytes.unsigned(row.busy().length / 2);
      long before = trace.first();
      for (long edge : row.busy()) {
        bytes.unsigned(edge - before);
        before = edge;
      }
    }
    part(bytes);
  }

  private void counters() throws IOException {
    TimelineBytes bytes = new TimelineBytes();
    for (TimelineCounters.Series series : trace.counters().all()) {
      int[] order = new int[series.times.size()];
      for (int i = 0; i < order.length; i++) {
        order[i] = i;
      }
      TimelineSort.sort(order, (a, b) -> series.times.get(a) <= series.times.get(b));
      bytes.unsigned(order.length);
      for (int i : order) {
        bytes.unsigned(since(series.times.get(i)));
        bytes.float64(series.value(i));
      }
    }
    part(bytes);
  }

  private void path() throws IOException {
    List<TimelinePath.Piece> pieces = arrows.all().isEmpty() ? List.of() : path.pieces();
    TimelineBytes bytes = new TimelineBytes();
    bytes.unsigned(pieces.size());
    for (TimelinePath.Piece piece : pieces) {
      bytes.unsigned(piece.row().number());
      bytes.unsigned(since(piece.start()));
      bytes.unsigned(piece.end() - piece.start());
    }
    part(bytes);
  }

  private void strings() throws IOException {
    TimelineBytes lengths = new TimelineBytes();
    TimelineBytes texts = new TimelineBytes();
    for (String text : trace.strings().all()) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      lengths.unsigned(utf8.length);
      texts.raw(utf8, 0, utf8.length);
    }
    part(lengths);
    part(texts);
  }
}
