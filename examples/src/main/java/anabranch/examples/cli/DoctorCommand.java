package anabranch.examples.cli;

import anabranch.Devices;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code anabranch doctor}: what is there to run on, and what to do where something is missing. */
@Command(
    name = "doctor",
    header = "Tells what there is to run on, and what to do about problems.",
    description = "%nLooks at every device, the JVM, the machine and the environment.%n")
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Map<String, String> environment = System.getenv();
    List<Finding> variables = EnvironmentChecks.all(environment);
    List<Finding> devices;
    try (Devices opened = Devices.open(EnvironmentChecks.options(variables))) {
      devices = DeviceChecks.all(opened);
    }
    report(devices, JavaChecks.all(), variables);
    return spec.exitCodeOnSuccess();
  }

  private void report(List<Finding> devices, List<Finding> java, List<Finding> variables) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("anabranch " + Version.text());
    section("devices", devices, out);
    section("java and machine", java, out);
    section("environment", variables, out);
    long problems =
        Stream.of(devices, java, variables)
            .flatMap(List::stream)
            .filter(finding -> !finding.well())
            .count();
    out.println();
    out.println(problems == 0 ? "All is well." : "Marked '!': what is not there, or not right.");
    out.flush();
  }

  private static void section(String title, List<Finding> findings, PrintWriter out) {
    int width = findings.stream().mapToInt(f -> f.subject().length()).max().orElse(1);
    out.println();
    out.println(title);
    for (Finding finding : findings) {
      out.println(
          "  %s %s  %s"
              .formatted(
                  finding.well() ? " " : "!",
                  finding.subject() + " ".repeat(width - finding.subject().length()),
                  finding.text()));
    }
  }
}
