package anabranch.cuda.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Counts tests, prints a line per class and per failure, and keeps both for a file. */
final class Progress implements TestExecutionListener {
  private static final int LONGEST = 2_000;
  private static final int MOST = 50;

  private final PrintStream out;
  private final long start = System.nanoTime();
  private final Map<String, Integer> passedByClass = new TreeMap<>();
  private final List<Failure> failures = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private TestPlan plan;
  private double seconds;

  private record Failure(String test, String message) {}

  Progress(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void testPlanExecutionStarted(TestPlan plan) {
    this.plan = plan;
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan plan) {
    seconds = (System.nanoTime() - start) / 1e9;
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    skipped.add(name(test) + ": " + reason);
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> {
        if (test.isTest()) {
          passedByClass.merge(suite(test), 1, Integer::sum);
        } else if (isSuite(test)) {
          out.printf(
              Locale.ROOT,
              "%7.1f s  %s: %d passed%n",
              (System.nanoTime() - start) / 1e9,
              test.getDisplayName(),
              passedByClass.getOrDefault(test.getDisplayName(), 0));
        }
      }
      case ABORTED -> skipped.add(name(test) + ": " + message(result));
      case FAILED -> {
        failures.add(new Failure(name(test), message(result)));
        if (failures.size() <= MOST) {
          out.println("FAILED  " + name(test) + ": " + firstLine(message(result)));
        } else if (failures.size() == MOST + 1) {
          out.println("FAILED  and more, which the file lists");
        }
      }
    }
  }

  private boolean isSuite(TestIdentifier test) {
    return plan.getParent(test).filter(parent -> plan.getRoots().contains(parent)).isPresent();
  }

  /** The outermost class. */
  private String suite(TestIdentifier test) {
    TestIdentifier at = test;
    while (!isSuite(at)) {
      at = plan.getParent(at).orElseThrow();
    }
    return at.getDisplayName();
  }

  private String name(TestIdentifier test) {
    String parents =
        plan.getParent(test)
            .filter(parent -> !plan.getRoots().contains(parent))
            .map(parent -> name(parent) + " > ")
            .orElse("");
    return parents + test.getDisplayName();
  }

  private static String message(TestExecutionResult result) {
    String text = result.getThrowable().map(Throwable::toString).orElse("no message");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private int passed() {
    return passedByClass.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Whether tests ran, and all passed. */
  synchronized boolean isGreen() {
    return failures.isEmpty() && skipped.isEmpty() && passed() > 0;
  }

  synchronized String summary() {
    return String.format(
        Locale.ROOT,
        "%d tests passed, %d failed, %d skipped, in %.1f s",
        passed(),
        failures.size(),
        skipped.size(),
        seconds);
  }

  synchronized String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("passed", passed());
      json.writeNumberField("failed", failures.size());
      json.writeNumberField("skipped", skipped.size());
      json.writeNumberField("seconds", seconds);
      json.writeObjectFieldStart("passed_by_class");
      for (Map.Entry<String, Integer> entry : passedByClass.entrySet()) {
        json.writeNumberField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("failures");
      for (Failure failure : failures) {
        json.writeStartObject();
        json.writeStringField("test", failure.test());
        json.writeStringField("message", failure.message());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("skips");
      for (String skip : skipped) {
        json.writeString(skip);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + System.lineSeparator();
  }
}
