package anabranch.profile;

import anabranch.profile.Span.Kind;
import anabranch.profile.TraceEvent.Place;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All events of one profile's Chrome trace, row by row. */
final class TraceEvents {
  private static final int HOST = 1;

  private final Profile profile;
  private final TraceEvent event;
  private final Map<String, Integer> processes = new HashMap<>();
  private final Map<Integer, Place> places = new HashMap<>();
  private final Flows flows;

  TraceEvents(Profile profile, TraceEvent event) {
    this.profile = profile;
    this.event = event;
    processes.put("", HOST);
    profile.devices().forEach(device -> processes.put(device, processes.size() + 1));
    for (Span.Row row : profile.rows()) {
      int process = processes.getOrDefault(row.device(), HOST);
      long first = row.device().isEmpty() ? 0 : 1;
      places.put(row.number(), new Place(process, row.order() + first));
    }
    this.flows = new Flows(profile, event, this::place);
  }

  private Place place(int row) {
    return places.getOrDefault(row, new Place(HOST, 0));
  }

  void write() throws IOException {
    for (Map.Entry<String, Integer> process : processes.entrySet()) {
      process(process.getKey(), process.getValue());
    }
    for (Span.Row row : profile.rows()) {
      name(row);
    }
    for (Span.Row row : profile.rows()) {
      spans(row);
    }
    flows.writeLaunches();
    Counters counters = new Counters(profile, event);
    for (String device : profile.devices()) {
      counters.write(device, new Place(processes.getOrDefault(device, HOST), 0));
    }
  }

  private void process(String device, int process) throws IOException {
    Place place = new Place(process, 0);
    String name = device.isEmpty() ? "host threads" : device;
    event.metadata("process_name", place, json -> json.writeStringField("name", name));
    event.metadata(
        "process_sort_index", place, json -> json.writeNumberField("sort_index", process));
  }

  private void name(Span.Row row) throws IOException {
    Place place = place(row.number());
    String name = TraceEvent.wellFormed(row.name());
    event.metadata("thread_name", place, json -> json.writeStringField("name", name));
    event.metadata(
        "thread_sort_index", place, json -> json.writeNumberField("sort_index", row.order()));
  }

  private void spans(Span.Row row) throws IOException {
    Place place = place(row.number());
    Busy busy = Busy.of(profile.spans(row));
    for (Iterator<Span> all = profile.spans(row).iterator(); all.hasNext(); ) {
      Span span = all.next();
      switch (span.kind()) {
        case MEMORY -> {
          // the counters show it
        }
        case WAIT -> wait(span, place);
        default -> {
          List<Busy.Part> parts = busy.parts(span);
          slices(span, parts, place);
          flows.write(span, parts, place);
        }
      }
    }
  }

  private static String category(Span span) {
    return span.kind().name().toLowerCase(Locale.ROOT);
  }

  private void slices(Span span, List<Busy.Part> parts, Place place) throws IOException {
    for (int i = 0; i < parts.size(); i++) {
      Busy.Part part = parts.get(i);
      int number = i;
      event
          .begin("X", category(span), span.name(), place, part.start())
          .duration(part.end() - part.start())
          .arguments(
              json -> {
                arguments(span, json);
                if (parts.size() > 1) {
                  json.writeNumberField("part", number + 1);
                  json.writeNumberField("parts", parts.size());
                }
              })
          .end();
    }
  }

  private static void arguments(Span span, JsonGenerator json) throws IOException {
    json.writeNumberField("id", span.id());
    if (span.parent() != 0) {
      json.writeNumberField("parent", span.parent());
    }
    if (span.link() != 0) {
      json.writeNumberField(span.kind() == Kind.DEVICE ? "launch" : "fork", span.link());
    }
    if (span.amount() != 0) {
      json.writeNumberField(span.kind() == Kind.DEVICE ? "ops" : "bytes", span.amount());
    }
    if (!span.detail().isEmpty()) {
      boolean place =
          switch (span.kind()) {
            case FORK, TASK, WAIT, AWAIT -> true;
            default -> false;
          };
      json.writeStringField(place ? "site" : "shapes", TraceEvent.wellFormed(span.detail()));
    }
  }

  private void wait(Span span, Place place) throws IOException {
    event
        .begin("b", "wait", span.name(), place, span.start())
        .id(span.id())
        .arguments(json -> arguments(span, json))
        .end();
    event.begin("e", "wait", span.name(), place, span.end()).id(span.id()).end();
  }
}
