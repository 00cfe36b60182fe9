package anabranch.bench.peers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link ReportWriter} wrote. */
final class ReportReader {
  private ReportReader() {}

  static Report read(String text) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      json.nextToken();
      Fields report = new Fields(value(json));
      return new Report(
          report.text("host"),
          report.list("points").stream().map(ReportReader::point).toList(),
          report.list("forks").stream().map(ReportReader::forkCost).toList());
    }
  }

  private static Point point(Fields point) {
    return new Point(
        Job.parse(point.text("job")),
        point.number("peak_gflops"),
        (int) point.number("search_steps"),
        point.list("tried").stream().map(ReportReader::tried).toList(),
        point.list("raced").stream().map(ReportReader::raced).toList());
  }

  private static Point.Tried tried(Fields tried) {
    return new Point.Tried(
        tried.text("engine"),
        tried.text("setting"),
        tried.text("way"),
        tried.number("least_s"),
        tried.number("max_abs_diff"));
  }

  private static Point.Raced raced(Fields raced) {
    return new Point.Raced(
        raced.text("engine"),
        raced.text("setting"),
        raced.text("way"),
        raced.number("median_s"),
        raced.number("ratio"),
        raced.numbers("seconds"));
  }

  private static ForkCost forkCost(Fields cost) {
    return new ForkCost(
        cost.text("engine"),
        cost.text("setting"),
        (int) cost.number("forks"),
        cost.number("fork_s"));
  }

  /** The value at which the parser stands: a map, a list, a string or a double. */
  private static Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          map.put(name, value(json));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        yield list;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      default -> throw new IOException("not of a report: " + json.currentToken());
    };
  }

  /** An object of the file. */
  private record Fields(Object object) {
    private Object field(String name) {
      Object value = object instanceof Map<?, ?> map ? map.get(name) : null;
      if (value != null) {
        return value;
      }
      throw new IllegalArgumentException("not a report: no " + name + " in " + object);
    }

    String text(String name) {
      return (String) field(name);
    }

    double number(String name) {
      return (Double) field(name);
    }

    List<Double> numbers(String name) {
      return ((List<?>) field(name)).stream().map(Double.class::cast).toList();
    }

    List<Fields> list(String name) {
      return ((List<?>) field(name)).stream().map(Object.class::cast).map(Fields::new).toList();
    }
  }
}
