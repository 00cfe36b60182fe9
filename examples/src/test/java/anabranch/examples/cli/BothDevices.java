package anabranch.examples.cli;

import anabranch.Devices;
import anabranch.examples.LstmEnsemble.Mode;

/**
 * Prints how far the ensemble's outputs on {@code cuda:0} are from the CPU's, a line for each mode;
 * weights and input are made on each device from one seed.
 */
final class BothDevices {
  private static final EnsembleShape SHAPE = new EnsembleShape(4, 5, 4, 64);

  private BothDevices() {}

  public static void main(String[] args) throws Exception {
    try (Devices devices = Devices.open(Devices.Options.defaults())) {
      Lane cpu = Lane.make(devices, devices.get("cpu"), SHAPE, 1);
      Lane cuda = Lane.make(devices, devices.get("cuda:0"), SHAPE, 1);
      for (Mode mode : Mode.values()) {
        float[][] outputs = new float[2][];
        cpu.run(mode, output -> outputs[0] = output);
        cuda.run(mode, output -> outputs[1] = output);
        System.out.println(mode + " " + Agreement.maxAbsDiff(outputs[0], outputs[1]));
      }
    }
  }
}
