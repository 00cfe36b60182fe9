package anabranch.examples.cli;

import anabranch.DeviceUnavailableException;
import anabranch.Devices;
import java.util.ArrayList;
import java.util.List;

/** Every device, and for the kinds that there are none of, why. */
final class DeviceChecks {
  private static final List<String> KINDS = List.of("cpu", "cuda");

  private DeviceChecks() {}

  static List<Finding> all(Devices devices) {
    List<Finding> findings = new ArrayList<>();
    for (Devices.Finding found : devices.explain()) {
      findings.add(new Finding(found.available(), found.name(), found.text()));
    }
    for (String kind : KINDS) {
      if (findings.stream().noneMatch(f -> f.subject().split(":", 2)[0].equals(kind))) {
        findings.add(named(devices, kind));
      }
    }
    return findings;
  }

  /** Asking for a device tells why it is not there. */
  private static Finding named(Devices devices, String name) {
    try {
      return Finding.well(name, devices.get(name).description());
    } catch (DeviceUnavailableException e) {
      String why = String.valueOf(e.getMessage());
      return new Finding(false, name, why.replaceFirst("^device \\S+ is ", ""));
    }
  }
}
