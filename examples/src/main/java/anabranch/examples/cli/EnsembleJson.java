package anabranch.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The result for programs: docs/ensemble-json.md describes it. */
final class EnsembleJson {
  private EnsembleJson() {}

  static String of(EnsembleResult result) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("device", result.device());
      json.writeStringField("precision", PrecisionName.of(result.rounding().used()));
      json.writeStringField("precision_permitted", PrecisionName.of(result.rounding().permitted()));
      shape(result.shape(), json);
      json.writeNumberField("gflop", result.shape().gflop());
      modes(result, json);
      json.writeNumberField("first_run_s", result.firstSeconds());
      json.writeNumberField("max_abs_diff", result.maxAbsDiff());
      environment(result, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + System.lineSeparator();
  }

  private static void shape(EnsembleShape shape, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("shape");
    json.writeNumberField("members", shape.members());
    json.writeNumberField("steps", shape.steps());
    json.writeNumberField("batch", shape.batch());
    json.writeNumberField("hidden", shape.hidden());
    json.writeEndObject();
  }

  private static void modes(EnsembleResult result, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("modes");
    for (Measurement measurement : result.measurements()) {
      json.writeStartObject();
      json.writeStringField("mode", measurement.row().key());
      json.writeNumberField("median_s", measurement.median());
      json.writeNumberField("min_s", measurement.min());
      json.writeNumberField("runs", measurement.seconds().size());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void environment(EnsembleResult result, JsonGenerator json) throws IOException {
    Host host = result.host();
    Peak peak = result.peak();
    json.writeObjectFieldStart("environment");
    json.writeStringField("anabranch", Version.text());
    json.writeStringField("device", host.device());
    json.writeArrayFieldStart("notes");
    for (String note : host.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
    json.writeNumberField("threads", host.threads());
    json.writeNumberField("cpus", host.cpus());
    json.writeStringField("java", host.java());
    json.writeStringField("vendor", host.vendor());
    json.writeStringField("os", host.os());
    if (peak != null) {
      json.writeNumberField("peak_gflops", peak.allThreads());
      json.writeNumberField("peak_gflops_one_thread", peak.oneThread());
    }
    json.writeEndObject();
  }
}
