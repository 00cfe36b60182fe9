package anabranch.examples.cli;

import anabranch.Devices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The variables ANABRANCH_*. */
final class EnvironmentChecks {
  private static final String PREFIX = "ANABRANCH_";

  private static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "ANABRANCH_THREADS", "host threads",
              "ANABRANCH_MEMORY", "most bytes on each device",
              "ANABRANCH_PRECISION", "how far products of F32 matrices may be rounded",
              "ANABRANCH_BLAS", "which cuBLAS: jcublas, ffm, or the path of one",
              "ANABRANCH_DEBUG",
                  "1 or more: errors tell where their forks were made; 2 or more: every operation"
                      + " is waited for"));

  private EnvironmentChecks() {}

  /** One finding per variable that is set, or one that says that none is. */
  static List<Finding> all(Map<String, String> environment) {
    List<Finding> findings = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX)) {
                findings.add(variable(name, value));
              }
            });
    if (findings.isEmpty()) {
      findings.add(
          Finding.well("variables", "none is set of " + String.join(", ", KNOWN.keySet())));
    }
    return findings;
  }

  private static Finding variable(String name, String value) {
    String meaning = KNOWN.get(name);
    return meaning != null
        ? Finding.well(name, value + " (" + meaning + ")")
        : Finding.problem(
            name,
            value + " has no effect: there is no such variable",
            "unset it; there are " + String.join(", ", KNOWN.keySet()));
  }

  /**
   * What devices are opened with.
   *
   * @param findings gets one more if the environment cannot be read; then it is the defaults
   */
  static Devices.Options options(List<Finding> findings) {
    try {
      return Devices.Options.ofEnvironment();
    } catch (IllegalArgumentException e) {
      findings.add(
          Finding.problem("variables", String.valueOf(e.getMessage()), "correct or unset it"));
      return Devices.Options.defaults();
    }
  }
}
