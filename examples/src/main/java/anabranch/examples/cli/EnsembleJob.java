package anabranch.examples.cli;

import anabranch.Device;
import anabranch.Devices;
import java.util.EnumMap;
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
   * @throws UnsupportedPrecisionException if the device has no such precision
   * @throws RunFailedException if the sizes do not fit the device, or the results do not agree
   * @throws anabranch.DeviceUnavailableException if the device is not there
   */
  EnsembleResult run() throws Exception {
    Devices.Options environment = Devices.Options.ofEnvironment();
    Devices.Options open = environment.withThreads(options.threads().orElse(environment.threads()));
    try (Devices devices = Devices.open(open)) {
      Device device = options.device().among(devices);
      boolean cpu = device.name().equals("cpu");
      if (options.precision() != Precision.FP32) {
        throw new UnsupportedPrecisionException(device, options.precision());
      }
      boolean oneThread =
          options.modes().rows().contains(Row.ONE_THREAD) && cpu && devices.threads() > 1;
      checkMemory(device, oneThread ? 2 : 1);
      try (Devices single = oneThread ? Devices.open(open.withThreads(1)) : null) {
        return run(devices, device, single, cpu);
      }
    }
  }

  private EnsembleResult run(Devices devices, Device device, @Nullable Devices single, boolean cpu)
      throws Exception {
    progress.show(0, 1, "making the weights");
    PeakMeter peak = new PeakMeter(devices.threads());
    EnsembleRun run =
        new EnsembleRun(
            lanes(devices, device, single),
            options.repeat(),
            progress,
            cpu ? peak::measure : () -> {});
    run.go();
    return new EnsembleResult(
        device.name(),
        options.precision(),
        options.shape(),
        run.measurements(),
        run.maxAbsDiff(),
        peak.best(),
        Host.here(device.description(), devices.threads()));
  }

  private Map<Row, Lane> lanes(Devices devices, Device device, @Nullable Devices single)
      throws Exception {
    Lane all = Lane.make(devices, device, options.shape(), options.seed());
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
