package anabranch.profile;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes single events of a Chrome trace. */
final class TraceEvent {
  private static final int NANOS_PER_MICRO = 1000;

  private final JsonGenerator json;

  TraceEvent(JsonGenerator json) {
    this.json = json;
  }

  /**
   * A row of the trace.
   *
   * @param process its process, from 1
   * @param thread its thread in that process, from 1
   */
  record Place(int process, long thread) {}

  /** Arguments of an event. */
  @FunctionalInterface
  interface Arguments {
    void write(JsonGenerator json) throws IOException;
  }

  /** Begins an event of {@code phase}; {@link #end} ends it. */
  TraceEvent begin(String phase, String category, String name, Place place, long nanos)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", phase);
    json.writeStringField("cat", category);
    json.writeStringField("name", wellFormed(name));
    json.writeNumberField("pid", place.process());
    json.writeNumberField("tid", place.thread());
    json.writeFieldName("ts");
    time(nanos);
    return this;
  }

  /** A duration. */
  TraceEvent duration(long nanos) throws IOException {
    json.writeFieldName("dur");
    time(nanos);
    return this;
  }

  /** What joins events. */
  TraceEvent id(long id) throws IOException {
    json.writeNumberField("id", id);
    return this;
  }

  /** An arrow's end is in the event around it, not at the next one's start. */
  TraceEvent bindToEnclosing() throws IOException {
    json.writeStringField("bp", "e");
    return this;
  }

  /** Arguments. */
  TraceEvent arguments(Arguments arguments) throws IOException {
    json.writeObjectFieldStart("args");
    arguments.write(json);
    json.writeEndObject();
    return this;
  }

  /** Ends the event. */
  void end() throws IOException {
    json.writeEndObject();
  }

  /** A name for a process or row, or its place among the others. */
  void metadata(String name, Place place, Arguments arguments) throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", "M");
    json.writeStringField("name", name);
    json.writeNumberField("pid", place.process());
    json.writeNumberField("tid", place.thread());
    arguments(arguments).end();
  }

  /** Microseconds, to the nanosecond. */
  private void time(long nanos) throws IOException {
    long rest = nanos % NANOS_PER_MICRO;
    long micros = nanos / NANOS_PER_MICRO;
    if (rest == 0) {
      json.writeNumber(micros);
    } else {
      String digits = Long.toString(NANOS_PER_MICRO + Math.abs(rest)).substring(1);
      json.writeNumber((nanos < 0 && micros == 0 ? "-" : "") + micros + "." + digits);
    }
  }

  /** Halves of surrogate pairs have no UTF-8: the replacement character stands for them. */
  static String wellFormed(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder fixed = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(fixed::appendCodePoint);
    return fixed.toString();
  }
}
