package anabranch.bench.overlap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The report for programs and for the page: docs/overlap.md describes it. */
final class ReportJson {
  /** The first field; it changes when fields do. */
  static final String SCHEMA = "anabranch.overlap/1";

  private final Report report;
  private final JsonGenerator json;

  private ReportJson(Report report, JsonGenerator json) {
    this.report = report;
    this.json = json;
  }

  /** The text. */
  static String of(Report report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      new ReportJson(report, json).write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    head();
    peaks();
    json.writeStringField("headline", report.sentences().headline(report.verdicts()));
    regions();
    json.writeArrayFieldStart("points");
    for (Verdict verdict : report.verdicts()) {
      point(verdict);
    }
    json.writeEndArray();
    environment();
    json.writeEndObject();
  }

  private void head() throws IOException {
    Report.Machine machine = report.machine();
    json.writeStringField("device", machine.name());
    json.writeBooleanField("emulated", machine.isEmulated());
    json.writeStringField("precision", machine.precision().name().toLowerCase(Locale.ROOT));
    json.writeStringField("width_counts", machine.lanes().key());
    json.writeNumberField("members", report.grid().members());
    json.writeNumberField("rounds", report.rounds());
    json.writeNumberField("seconds", report.seconds());
  }

  private void peaks() throws IOException {
    json.writeObjectFieldStart("peaks");
    json.writeArrayFieldStart("compute");
    for (Peaks.Flops peak : report.peaks().flops()) {
      json.writeStartObject();
      json.writeNumberField("width", peak.width());
      json.writeNumberField("gflops", peak.gflops());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("memory");
    for (Peaks.Read read : report.peaks().reads()) {
      json.writeStartObject();
      json.writeNumberField("width", read.width());
      json.writeNumberField("working_set_bytes", read.bytes());
      json.writeNumberField("gb_per_s", read.gbPerSecond());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("fork");
    for (Peaks.ForkCost cost : report.peaks().forks()) {
      json.writeStartObject();
      json.writeNumberField("width", cost.width());
      json.writeNumberField("seconds", cost.seconds());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void regions() throws IOException {
    json.writeArrayFieldStart("regions");
    for (Region region : report.regions()) {
      json.writeStartObject();
      json.writeStringField("outcome", region.outcome().key());
      json.writeStringField("reason", region.reason().key());
      json.writeStringField("title", region.reason().title());
      json.writeStringField("where", report.where().of(region.jobs()));
      json.writeNumberField("sizes", region.verdicts().size());
      json.writeStringField("sentence", report.sentences().of(region));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void point(Verdict verdict) throws IOException {
    Job job = verdict.point().job();
    json.writeStartObject();
    json.writeNumberField("hidden", job.hidden());
    json.writeNumberField("batch", job.batch());
    json.writeNumberField("steps", job.steps());
    json.writeNumberField("gflop", job.flops() / 1e9);
    json.writeNumberField("weight_bytes_per_step", job.bytesPerStep());
    verdict(verdict);
    json.writeArrayFieldStart("runs");
    for (Run run : verdict.point().runs()) {
      run(verdict.point(), run);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void verdict(Verdict verdict) throws IOException {
    Facts facts = verdict.facts();
    json.writeObjectFieldStart("verdict");
    json.writeStringField("outcome", verdict.outcome().key());
    json.writeStringField("reason", verdict.reason().key());
    json.writeStringField("title", verdict.reason().title());
    json.writeStringField("mode", Words.key(verdict.best()));
    json.writeNumberField("width", facts.width());
    spread("speed_up", facts.speedUp());
    json.writeNumberField("floor_share", facts.floorShare());
    json.writeStringField("floor_set_by", facts.memoryFloor() ? "memory" : "compute");
    json.writeNumberField("fork_share", facts.forkShare());
    json.writeNumberField("launch_share", facts.launchShare());
    json.writeNumberField("slice_gain", facts.sliceGain());
    json.writeNumberField("overlap", facts.overlap());
    json.writeNumberField("inflation", facts.inflation());
    json.writeStringField("sentence", report.sentences().of(verdict));
    json.writeEndObject();
  }

  private void run(Point point, Run run) throws IOException {
    Floor floor = report.peaks().floor(point.job(), run.way().width());
    json.writeStartObject();
    json.writeStringField("mode", Words.key(run.way().mode()));
    json.writeNumberField("width", run.way().width());
    json.writeNumberField("median_s", run.median());
    json.writeNumberField("min_s", run.min());
    spread("speed_up", point.speedUp(run));
    spread("speed_up_over_least", point.speedUpOverLeast(run));
    json.writeNumberField("overlap", run.occupancy().overlap());
    json.writeNumberField("busy_s", run.occupancy().busy());
    json.writeNumberField("launch_s", run.occupancy().launch());
    json.writeNumberField("floor_compute_s", floor.compute());
    json.writeNumberField("floor_memory_s", floor.memory());
    json.writeNumberField("floor_share", floor.seconds() / run.median());
    json.writeArrayFieldStart("samples_s");
    for (double seconds : run.seconds()) {
      json.writeNumber(seconds);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void spread(String name, Spread spread) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("low", spread.low());
    json.writeNumberField("median", spread.median());
    json.writeNumberField("high", spread.high());
    json.writeEndObject();
  }

  private void environment() throws IOException {
    Report.Machine machine = report.machine();
    json.writeObjectFieldStart("environment");
    json.writeStringField("device", machine.description());
    json.writeNumberField("threads", machine.threads());
    json.writeNumberField("cpus", machine.cpus());
    json.writeStringField("java", machine.java());
    json.writeStringField("os", machine.os());
    json.writeEndObject();
  }
}
