package anabranch.cuda;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import java.util.Arrays;

/** A program that prints a matrix product and one of a batch. */
final class OneProduct {
  private OneProduct() {}

  public static void main(String[] args) {
    try (Devices devices = Devices.open(Devices.Options.defaults())) {
      Device device = devices.get("cuda:0");
      System.out.println(device.use(() -> Scope.call(OneProduct::products)));
    }
  }

  private static String products() {
    Tensor x = Tensors.of(new float[] {1, 2, 3, 4}, 2, 2);
    Tensor batch = Tensors.stack(0, x, x);
    return Arrays.toString(x.matmul(x).toFloatArray())
        + " "
        + Arrays.toString(batch.matmul(batch).select(0, 1).toFloatArray());
  }
}
