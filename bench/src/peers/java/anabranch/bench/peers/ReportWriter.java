package anabranch.bench.peers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;

/** A report as JSON, which {@link ReportReader} reads. */
final class ReportWriter {
  private final JsonGenerator json;

  private ReportWriter(JsonGenerator json) {
    this.json = json;
  }

  static String text(Report report) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      new ReportWriter(json).write(report);
    }
    return text + System.lineSeparator();
  }

  private void write(Report report) throws IOException {
    json.writeStartObject();
    json.writeStringField("host", report.host());
    json.writeArrayFieldStart("points");
    for (Point point : report.points()) {
      write(point);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("forks");
    for (ForkCost cost : report.forks()) {
      json.writeStartObject();
      json.writeStringField("engine", cost.engine());
      json.writeStringField("setting", cost.setting());
      json.writeNumberField("forks", cost.forks());
      json.writeNumberField("fork_s", cost.seconds());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(Point point) throws IOException {
    Job job = point.job();
    json.writeStartObject();
    json.writeStringField("job", job.encode());
    json.writeNumberField("gflop", job.flops() / 1e9);
    json.writeNumberField("peak_gflops", point.peakGflops());
    json.writeNumberField("search_steps", point.searchSteps());
    json.writeArrayFieldStart("raced");
    for (Point.Raced raced : point.raced()) {
      json.writeStartObject();
      entrant(raced.engine(), raced.setting(), raced.way());
      json.writeNumberField("median_s", raced.median());
      json.writeNumberField("ratio", raced.ratio());
      json.writeArrayFieldStart("seconds");
      for (double seconds : raced.seconds()) {
        json.writeNumber(seconds);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("tried");
    for (Point.Tried tried : point.tried()) {
      json.writeStartObject();
      entrant(tried.engine(), tried.setting(), tried.way());
      json.writeNumberField("least_s", tried.seconds());
      json.writeNumberField("max_abs_diff", tried.difference());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void entrant(String engine, String setting, String way) throws IOException {
    json.writeStringField("engine", engine);
    json.writeStringField("setting", setting);
    json.writeStringField("way", way);
  }
}
