package anabranch.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * A strict reader of our Chrome traces: what Perfetto and chrome://tracing would warn about, or
 * show wrongly, is an error here. Events of a row nest; arrows have both ends, in order, each
 * inside of an event; asynchronous events begin and end; processes and rows have names.
 */
public final class TraceCheck {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  /** A row. */
  public record Row(long process, long thread) {}

  /**
   * A complete event; times in nanoseconds.
   *
   * @param args its arguments: texts and BigDecimals
   */
  public record Slice(
      String category, String name, Row row, long start, long end, Map<String, Object> args) {
    /** The argument {@code key} as a number, 0 if there is none. */
    public long number(String key) {
      return args.get(key) instanceof BigDecimal n ? n.longValueExact() : 0;
    }

    /** Whether the two have a moment in common. */
    public boolean intersects(Slice other) {
      return start < other.end && other.start < end;
    }
  }

  /** An arrow. */
  public record Arrow(String category, Slice from, Slice to) {}

  /** A wait. */
  public record Wait(String name, long start, long end) {}

  /** A counter's value. */
  public record Count(String name, long process, long time, long value) {}

  private final List<Map<String, Object>> events;
  private final List<Slice> slices = new ArrayList<>();
  private final Map<Row, List<Slice>> rows = new LinkedHashMap<>();
  private final Map<Row, String> threads = new HashMap<>();
  private final Map<Long, String> processes = new HashMap<>();
  private final List<Arrow> arrows = new ArrayList<>();
  private final List<Wait> waits = new ArrayList<>();
  private final List<Count> counts = new ArrayList<>();

  private TraceCheck(List<Map<String, Object>> events) {
    this.events = events;
  }

  /** Reads and checks {@code file}, compressed if its name ends in {@code .gz}. */
  public static TraceCheck of(Path file) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      TraceCheck check = new TraceCheck(parse(in));
      check.check();
      return check;
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> parse(InputStream in) throws IOException {
    JsonFactory strict =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser parser = strict.createParser(in)) {
      parser.nextToken();
      Map<String, Object> top = (Map<String, Object>) value(parser);
      require(parser.nextToken() == null, "something follows the trace");
      require(
          top.keySet().equals(Set.of("displayTimeUnit", "otherData", "traceEvents")),
          "fields " + top.keySet());
      return (List<Map<String, Object>>) top.get("traceEvents");
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(name, value(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      default -> throw new AssertionError("token " + parser.currentToken());
    };
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private void check() {
    events.forEach(this::read);
    slices.forEach(
        slice -> {
          require(threads.containsKey(slice.row), "no name for the row of " + slice);
          require(processes.containsKey(slice.row.process), "no name for the process of " + slice);
        });
    rows.values().forEach(TraceCheck::requireNesting);
    readArrows();
    readWaits();
  }

  private void read(Map<String, Object> event) {
    String phase = text(event, "ph");
    switch (phase) {
      case "M" -> metadata(event);
      case "X" -> {
        requireFields(event, Set.of("ph", "cat", "name", "pid", "tid", "ts", "dur", "args"));
        long start = nanos(event, "ts");
        long duration = nanos(event, "dur");
        require(duration >= 0, "negative: " + event);
        Slice slice =
            new Slice(
                text(event, "cat"),
                text(event, "name"),
                row(event),
                start,
                start + duration,
                args(event));
        slices.add(slice);
        rows.computeIfAbsent(slice.row, row -> new ArrayList<>()).add(slice);
      }
      case "C" -> {
        requireFields(event, Set.of("ph", "cat", "name", "pid", "tid", "ts", "args"));
        require(args(event).size() == 1, "a counter has one series: " + event);
        long value = ((BigDecimal) args(event).values().iterator().next()).longValueExact();
        require(value >= 0, "negative: " + event);
        counts.add(new Count(text(event, "name"), row(event).process, nanos(event, "ts"), value));
      }
      case "s", "f", "b", "e" -> {
        row(event);
        nanos(event, "ts");
        number(event, "id");
      }
      default -> throw new AssertionError("phase " + event);
    }
  }

  private void metadata(Map<String, Object> event) {
    requireFields(event, Set.of("ph", "name", "pid", "tid", "args"));
    Row row = row(event);
    Object old =
        switch (text(event, "name")) {
          case "process_name" -> processes.put(row.process, text(args(event), "name"));
          case "thread_name" -> threads.put(row, text(args(event), "name"));
          case "process_sort_index", "thread_sort_index" -> {
            number(args(event), "sort_index");
            yield null;
          }
          default -> throw new AssertionError("metadata " + event);
        };
    require(old == null, "named twice: " + event);
  }

  /** Sorts the slices of a row by their start, and requires that no two overlap in part. */
  private static void requireNesting(List<Slice> row) {
    row.sort(
        Comparator.comparingLong(Slice::start)
            .thenComparing(Comparator.comparingLong(Slice::end).reversed()));
    Deque<Slice> open = new ArrayDeque<>();
    for (Slice slice : row) {
      while (!open.isEmpty() && open.peek().end <= slice.start) {
        open.pop();
      }
      require(
          open.isEmpty() || slice.end <= open.peek().end,
          "overlap in part: " + open.peek() + " and " + slice);
      open.push(slice);
    }
  }

  private void readArrows() {
    Map<Long, List<Map<String, Object>>> byId = new LinkedHashMap<>();
    for (Map<String, Object> event : events) {
      if (Set.of("s", "f").contains(text(event, "ph"))) {
        byId.computeIfAbsent(number(event, "id"), id -> new ArrayList<>()).add(event);
      }
    }
    byId.forEach(
        (id, ends) -> {
          require(ends.size() == 2, "an arrow has two ends: " + ends);
          Map<String, Object> from = ends.get(0);
          Map<String, Object> to = ends.get(1);
          require(text(from, "ph").equals("s") && text(to, "ph").equals("f"), "order: " + ends);
          require(text(to, "bp").equals("e"), "not bound to what is around it: " + to);
          require(text(from, "cat").equals(text(to, "cat")), "categories: " + ends);
          require(nanos(from, "ts") <= nanos(to, "ts"), "backwards: " + ends);
          arrows.add(new Arrow(text(from, "cat"), around(from), around(to)));
        });
  }

  private Slice around(Map<String, Object> end) {
    long time = nanos(end, "ts");
    Slice found = null;
    for (Slice slice : rows.getOrDefault(row(end), List.of())) {
      if (slice.start <= time && (time < slice.end || slice.start == slice.end)) {
        found = slice;
      }
    }
    require(found != null, "an arrow's end that is in no event: " + end);
    return found;
  }

  private void readWaits() {
    Map<Long, Map<String, Object>> begun = new HashMap<>();
    for (Map<String, Object> event : events) {
      switch (text(event, "ph")) {
        case "b" -> require(begun.put(number(event, "id"), event) == null, "twice: " + event);
        case "e" -> {
          Map<String, Object> begin = begun.remove(number(event, "id"));
          require(begin != null && begin.get("name").equals(event.get("name")), "end: " + event);
          waits.add(new Wait(text(event, "name"), nanos(begin, "ts"), nanos(event, "ts")));
        }
        default -> {
          // not asynchronous
        }
      }
    }
    require(begun.isEmpty(), "without an end: " + begun);
  }

  private static void requireFields(Map<String, Object> event, Set<String> fields) {
    require(event.keySet().equals(fields), "fields of " + event);
  }

  private static Row row(Map<String, Object> event) {
    return new Row(number(event, "pid"), number(event, "tid"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> args(Map<String, Object> event) {
    return (Map<String, Object>) event.get("args");
  }

  private static String text(Map<String, Object> event, String field) {
    require(event.get(field) instanceof String, field + " of " + event);
    return (String) event.get(field);
  }

  private static long number(Map<String, Object> event, String field) {
    require(event.get(field) instanceof BigDecimal, field + " of " + event);
    return ((BigDecimal) event.get(field)).longValueExact();
  }

  private static long nanos(Map<String, Object> event, String field) {
    require(event.get(field) instanceof BigDecimal, field + " of " + event);
    return ((BigDecimal) event.get(field)).multiply(THOUSAND).longValueExact();
  }

  /** All complete events. */
  public List<Slice> slices() {
    return slices;
  }

  /** The complete events of one category. */
  public List<Slice> slices(String category) {
    return slices.stream().filter(slice -> slice.category.equals(category)).toList();
  }

  /** The arrows of one category. */
  public List<Arrow> arrows(String category) {
    return arrows.stream().filter(arrow -> arrow.category.equals(category)).toList();
  }

  /** The waits. */
  public List<Wait> waits() {
    return waits;
  }

  /** The values of the counters. */
  public List<Count> counts() {
    return counts;
  }

  /** The processes' names by their numbers. */
  public Map<Long, String> processes() {
    return processes;
  }

  /** The rows' names. */
  public Map<Row, String> threads() {
    return threads;
  }
}
