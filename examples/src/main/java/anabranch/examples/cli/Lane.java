package anabranch.examples.cli;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.examples.LstmEnsemble;
import anabranch.examples.LstmEnsemble.Mode;
import java.util.function.Consumer;

/** An ensemble with its input on a device, with host threads of its own. */
final class Lane {
  private final Devices devices;
  private final Device device;
  private final Model model;

  private record Model(LstmEnsemble ensemble, Tensor input) {}

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

  /**
   * Runs the ensemble once, on a thread of the pool, so that no more threads work than it has.
   *
   * @param output gets all numbers of the result
   * @return the seconds until the device was done
   */
  double run(Mode mode, Consumer<float[]> output) throws Exception {
    return devices.call(
        () -> {
          model.ensemble().mode(mode);
          long start = System.nanoTime();
          Tensor result = model.ensemble().apply(model.input());
          device.synchronize();
          long end = System.nanoTime();
          output.accept(result.toFloatArray());
          return (end - start) / 1e9;
        });
  }
}
