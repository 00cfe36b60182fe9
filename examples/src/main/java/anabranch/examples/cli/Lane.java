package anabranch.examples.cli;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.examples.LstmEnsemble;
import anabranch.examples.LstmEnsemble.Mode;

/** An ensemble with its input on a device, with host threads of its own. */
final class Lane {
  private final Devices devices;
  private final Device device;
  private final Model model;

  private record Model(LstmEnsemble ensemble, Tensor input) {}

  /**
   * One timed run.
   *
   * @param seconds the time until the device was done
   * @param output all numbers of the result
   */
  record Run(double seconds, float[] output) {}

  private Lane(Devices devices, Device device, Model model) {
    this.devices = devices;
    this.device = device;
    this.model = model;
  }

  /**
   * Makes the weights and the input, which follow from {@code seed} alone. Good until {@code
   * devices} are closed.
   */
  static Lane make(Devices devices, Device device, EnsembleShape shape, long seed)
      throws Exception {
    Model model =
        devices.call(() -> device.use(() -> Scope.seeded(seed, () -> model(device, shape))));
    return new Lane(devices, device, model);
  }

  private static Model model(Device device, EnsembleShape shape) {
    LstmEnsemble ensemble = new LstmEnsemble(shape.members(), shape.hidden());
    return new Model(ensemble, Tensors.rand(device, shape.steps(), shape.batch(), shape.hidden()));
  }

  /** Runs the ensemble once, on a thread of the pool, so that no more threads work than it has. */
  Run run(Mode mode) throws Exception {
    return devices.call(
        () -> {
          model.ensemble().mode(mode);
          long start = System.nanoTime();
          Tensor output = model.ensemble().apply(model.input());
          device.synchronize();
          double seconds = (System.nanoTime() - start) / 1e9;
          return new Run(seconds, output.toFloatArray());
        });
  }
}
