package anabranch.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a Chrome trace event by event: an object with {@code traceEvents}, or the array alone, in
 * plain text or gzip. It forgives what writers of traces do to JSON (NaN, line ends and single
 * backslashes in strings, a comma too many, bytes that are not UTF-8, an array left open) and
 * nothing else.
 */
final class TimelineReader {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  private final Path file;
  private final JsonParser json;
  private final TimelineBuilder builder;
  private final TimelineEventReader events;
  private boolean hasEvents;
  private long objects;
  private long withPhase;

  private TimelineReader(Path file, JsonParser json, TimelineBuilder builder) {
    this.file = file;
    this.json = json;
    this.builder = builder;
    this.events = new TimelineEventReader(json);
  }

  /**
   * Reads {@code file}.
   *
   * @throws TimelineFormatException if it is not a Chrome trace
   * @throws IOException if it cannot be read
   */
  static TimelineTrace read(Path file) throws IOException {
    TimelineBuilder builder = new TimelineBuilder();
    try (Reader text = open(file);
        JsonParser json = FACTORY.createParser(text)) {
      TimelineReader reader = new TimelineReader(file, json, builder);
      try {
        reader.top();
      } catch (JsonProcessingException e) {
        throw reader.malformed(e.getLocation(), e.getOriginalMessage());
      } catch (EOFException | ZipException e) {
        throw reader.malformed(
            json.currentLocation(), "the gzip data is broken: " + e.getMessage());
      }
    }
    return builder.finish();
  }

  private static Reader open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
      raw.reset();
      InputStream bytes = gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
      // A charset's own decoder puts U+FFFD for what is not UTF-8.
      return new InputStreamReader(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private void top() throws IOException {
    JsonToken first = json.nextToken();
    if (first == JsonToken.START_ARRAY) {
      bareArray();
    } else if (first == JsonToken.START_OBJECT) {
      object();
      if (json.nextToken() != null) {
        throw here("expected nothing after the object");
      }
    } else {
      throw here("expected a Chrome trace: an object with \"traceEvents\", or an array of events");
    }
    if (!hasEvents) {
      throw whole("not a Chrome trace: the object has no \"traceEvents\"");
    }
    if (objects > 0 && withPhase == 0) {
      throw whole("not a Chrome trace: none of its %d events has a \"ph\"".formatted(objects));
    }
  }

  /** The format lets a writer that was stopped leave the array open. */
  private void bareArray() throws IOException {
    hasEvents = true;
    while (true) {
      JsonToken token;
      try {
        token = json.nextToken();
      } catch (JsonProcessingException e) {
        if (!isEnd(e)) {
          throw e;
        }
        builder.note("The file's array is left open: its writer was stopped.");
        return;
      }
      if (token == JsonToken.END_ARRAY) {
        break;
      }
      event(token);
    }
    if (json.nextToken() != null) {
      throw here("expected nothing after the array");
    }
  }

  /** Between elements Jackson has no type of its own for it. */
  private static boolean isEnd(JsonProcessingException e) {
    return e instanceof JsonEOFException
        || e.getOriginalMessage().startsWith("Unexpected end-of-input");
  }

  private void object() throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      if (key.equals("traceEvents")) {
        if (value != JsonToken.START_ARRAY) {
          throw here("expected \"traceEvents\" to be an array");
        }
        hasEvents = true;
        for (JsonToken t = json.nextToken(); t != JsonToken.END_ARRAY; t = json.nextToken()) {
          event(t);
        }
      } else if (key.equals("otherData") && value == JsonToken.START_OBJECT) {
        otherData();
      } else {
        json.skipChildren();
      }
    }
  }

  /** Where a recording of ours says what it had no room for. */
  private void otherData() throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      long lost = key.equals(ChromeTrace.LOST) ? json.getValueAsLong() : 0;
      if (lost > 0) {
        builder.note("%,d spans found no room in the recording and are missing.".formatted(lost));
      }
      json.skipChildren();
    }
  }

  private void event(JsonToken token) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      throw here("expected an event, which is an object");
    }
    TimelineEvent event = events.read();
    objects++;
    if (!event.phase.isEmpty()) {
      withPhase++;
      builder.add(event);
    }
  }

  private TimelineFormatException here(String problem) {
    return malformed(json.currentTokenLocation(), problem);
  }

  private TimelineFormatException whole(String problem) {
    return new TimelineFormatException(
        file, TimelineFormatException.NOWHERE, TimelineFormatException.NOWHERE, problem);
  }

  private TimelineFormatException malformed(JsonLocation at, String problem) {
    return new TimelineFormatException(file, at.getLineNr(), at.getColumnNr(), problem);
  }
}
