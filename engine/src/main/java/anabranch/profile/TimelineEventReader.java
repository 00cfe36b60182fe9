package anabranch.profile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one event, whether they are written as texts or as numbers. */
final class TimelineEventReader {
  /** Longer values of arguments are cut. */
  private static final int LONGEST_VALUE = 2000;

  private static final long GREATEST_INLINE = 1L << 50;

  private final JsonParser json;
  private final TimelineEvent event = new TimelineEvent();

  TimelineEventReader(JsonParser json) {
    this.json = json;
  }

  /** The event whose opening brace was read last; valid until the next call. */
  TimelineEvent read() throws IOException {
    event.clear();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      switch (key) {
        case "ph" -> event.phase = text();
        case "name" -> event.name = text();
        case "cat" -> event.category = text();
        case "pid" -> event.pid = text();
        case "tid" -> event.tid = text();
        case "ts" -> event.time = nanos();
        case "dur" -> event.duration = nanos();
        case "id" -> event.id = text();
        case "id2" -> id2(value);
        case "bind_id" -> event.bindId = text();
        case "flow_in" -> event.flowIn = value == JsonToken.VALUE_TRUE;
        case "flow_out" -> event.flowOut = value == JsonToken.VALUE_TRUE;
        case "bp" -> event.bindsEnclosing = text().equals("e");
        case "s" -> event.global = text().equals("g");
        case "args" -> args(value);
        default -> json.skipChildren();
      }
    }
    return event;
  }

  private void id2(JsonToken value) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String kind = json.currentName();
      json.nextToken();
      event.id = kind.equals("local") ? "in process " + event.pid + ": " + text() : text();
    }
  }

  private void args(JsonToken value) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      event.args.add(new TimelineEvent.Arg(key, value()));
    }
  }

  private Object value() throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NUMBER_INT -> {
        String digits = json.getText();
        long number = digits.length() < 18 ? Long.parseLong(digits) : Long.MAX_VALUE;
        yield Math.abs(number) < GREATEST_INLINE ? number : digits;
      }
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      default -> text();
    };
  }

  /** The value as people read it; arrays and objects without quotes. */
  private String text() throws IOException {
    if (!json.currentToken().isStructStart()) {
      return cut(json.getText());
    }
    StringBuilder out = new StringBuilder();
    int depth = 0;
    do {
      JsonToken token = json.currentToken();
      if (token.isStructEnd()) {
        depth--;
        out.append(json.getText());
      } else {
        separate(out);
        out.append(json.getText());
        if (token == JsonToken.FIELD_NAME) {
          out.append(": ");
        }
        depth += token.isStructStart() ? 1 : 0;
      }
      if (out.length() > LONGEST_VALUE) {
        skip(depth);
        return cut(out.toString());
      }
    } while (depth > 0 && json.nextToken() != null);
    return out.toString();
  }

  private static void separate(StringBuilder out) {
    if (!out.isEmpty() && "[{ ".indexOf(out.charAt(out.length() - 1)) < 0) {
      out.append(", ");
    }
  }

  private void skip(int open) throws IOException {
    int depth = open;
    while (depth > 0) {
      JsonToken token = json.nextToken();
      if (token == null) {
        return;
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
  }

  private static String cut(@Nullable String text) {
    if (text == null) {
      return "";
    }
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + " ...";
  }

  private long nanos() throws IOException {
    return nanos(text());
  }

  /**
   * Microseconds as nanoseconds, exactly: a double would lose them where times count from 1970.
   * What is no number is no time.
   */
  static long nanos(String micros) {
    int length = micros.length();
    int sign = length > 0 && micros.charAt(0) == '-' ? 1 : 0;
    int point = micros.indexOf('.');
    int whole = point < 0 ? length : point;
    if (whole == sign || whole - sign > 16 || point == length - 1) {
      return slowNanos(micros);
    }
    long value = 0;
    for (int i = sign; i < length; i++) {
      int digit = micros.charAt(i) - '0';
      if (i != point && (digit < 0 || digit > 9)) {
        return slowNanos(micros);
      }
      if (i != point && i <= whole + 3) {
        value = value * 10 + digit;
      }
    }
    for (int i = point < 0 ? 0 : Math.min(length - whole - 1, 3); i < 3; i++) {
      value *= 10;
    }
    return value < 0 ? TimelineEvent.NO_TIME : sign == 1 ? -value : value;
  }

  private static long slowNanos(String micros) {
    try {
      double rough = Double.parseDouble(micros);
      return Math.abs(rough) < 9e15
          ? new BigDecimal(micros.strip()).movePointRight(3).longValue()
          : TimelineEvent.NO_TIME;
    } catch (NumberFormatException e) {
      return TimelineEvent.NO_TIME;
    }
  }
}
