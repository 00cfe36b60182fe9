package anabranch.bench.cli;

import anabranch.Devices;
import anabranch.bench.history.Figure;
import anabranch.bench.history.Machine;
import anabranch.bench.history.Results;
import anabranch.examples.cli.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Where and with what figures were measured. */
final class Environment {
  private static final String CPU = "cpu";

  private Environment() {}

  /** Figures that this JVM's children have just measured. */
  static Results results(List<Figure> figures) {
    return new Results(
        Results.SCHEMA,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Version.text(),
        Checkout.commit(),
        machine(),
        Runtime.version() + ", " + System.getProperty("java.vendor", "unknown vendor"),
        Results.peaks(figures),
        figures);
  }

  private static Machine machine() {
    List<Devices.Finding> found =
        Devices.system().explain().stream().filter(Devices.Finding::available).toList();
    return new Machine(
        found.stream()
            .filter(finding -> finding.name().equals(CPU))
            .map(Devices.Finding::text)
            .findFirst()
            .orElse("unknown"),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        found.stream()
            .filter(finding -> !finding.name().equals(CPU))
            .map(finding -> finding.name() + ": " + finding.text())
            .toList());
  }
}
