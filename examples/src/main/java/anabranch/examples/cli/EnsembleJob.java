package anabranch.examples.cli;

import anabranch.Device;
import anabranch.Devices;
import anabranch.profile.Profile;
import anabranch.spi.Precision;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the options to the result: opens the devices, checks what can be checked early, runs. */
final class EnsembleJob {
  private final EnsembleOptions options;
  private final Progress progress;

  EnsembleJob(EnsembleOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @throws RunFailedException if the sizes do not fit the device, or the results do not agree
   * @throws anabranch.DeviceUnavailableException if the device is not there
   */
  EnsembleResult run() throws Exception {
    Devices.Options environment = Devices.Options.ofEnvironment();
    Devices.Options open =
        environment
            .withThreads(options.threads().orElse(environment.threads()))
            .withPrecision(options.precision().orElse(environment.precision()));
    try (Devices devices = Devices.open(open)) {
      Device device = options.device().among(devices);
      boolean cpu = device.name().equals("cpu");
      boolean oneThread =
          options.modes().rows().contains(Row.ONE_THREAD) && cpu && devices.threads() > 1;
      checkMemory(device, oneThread ? 2 : 1);
      try (Devices single = oneThread ? Devices.open(open.withThreads(1)) : null) {
        return run(devices, device, single, open.precision());
      }
    }
  }

  private EnsembleResult run(
      Devices devices, Device device, @Nullable Devices single, Precision permitted)
      throws Exception {
    progress.show(0, 1, "making the weights");
    boolean cpu = device.name().equals("cpu");
    Rounding rounding = new Rounding(permitted, device.precision());
    PeakMeter peak = new PeakMeter(devices.threads());
    Lane first = Lane.make(devices, device, options.shape(), options.seed());
    EnsembleRun run =
        new EnsembleRun(
            first,
            () -> lanes(first, device, single),
            options.repeat(),
            cpu ? 0 : rounding.tolerance(),
            progress,
            cpu ? peak::measure : () -> {});
    run.go();
    Profile profile = options.recorded() ? run.record() : null;
    return new EnsembleResult(
        device.name(),
        rounding,
        options.shape(),
        run.measurements(),
        run.firstSeconds(),
        run.maxAbsDiff(),
        peak.best(),
        Host.here(device.description(), notes(devices, device), devices.threads()),
        profile);
  }

  /** What the device's backend says about how it is driven. */
  private static List<String> notes(Devices devices, Device device) {
    String backend = device.name().split(":", 2)[0];
    return devices.explain().stream()
        .filter(f -> f.available() && f.name().equals(backend))
        .map(Devices.Finding::text)
        .filter(text -> !text.equals(device.description()))
        .toList();
  }

  private Map<Row, Lane> lanes(Lane all, Device device, @Nullable Devices single) throws Exception {
    Map<Row, Lane> lanes = new EnumMap<>(Row.class);
    for (Row row : options.modes().rows()) {
      if (row != Row.ONE_THREAD) {
        lanes.put(row, all);
      } else if (single != null) {
        Device same = single.get(device.name());
        lanes.put(row, Lane.make(single, same, options.shape(), options.seed()));
      }
    }
    return lanes;
  }

  /** Sizes that cannot fit are found out before the weights are made. */
  private void checkMemory(Device device, int copies) throws RunFailedException {
    EnsembleShape shape = options.shape();
    double least = copies * shape.weightBytes() + shape.activationBytes();
    long limit = device.memory().limit();
    if (least > limit) {
      throw new RunFailedException(
          "out of memory: %s need %s at least, and device %s has %s; use smaller --members, --steps, --batch or --hidden%s"
              .formatted(
                  shape,
                  Quantity.bytes(least),
                  device,
                  Quantity.bytes(limit),
                  copies > 1 ? ", or one --mode" : ""));
    }
  }
}
