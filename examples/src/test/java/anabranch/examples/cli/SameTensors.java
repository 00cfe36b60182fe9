package anabranch.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import anabranch.Device;
import anabranch.Scope;
import anabranch.io.Safetensors;
import java.io.IOException;
import java.nio.file.Path;

/** Compares files of tensors. */
final class SameTensors {
  private static final double TOLERANCE = 1e-5;

  private SameTensors() {}

  /**
   * Both files have the same tensors, within 1e-5.
   *
   * @throws AssertionError if not
   */
  static void check(Path expected, Path actual) throws IOException {
    try (Safetensors want = Safetensors.open(expected);
        Safetensors got = Safetensors.open(actual)) {
      Device cpu = Device.of("cpu");
      assertEquals(want.names(), got.names());
      for (String name : want.names()) {
        assertEquals(want.entry(name).dtype(), got.entry(name).dtype(), name);
        assertEquals(want.entry(name).shape(), got.entry(name).shape(), name);
        Scope.call(
            () -> {
              assertArrayEquals(
                  want.load(name, cpu).toDoubleArray(),
                  got.load(name, cpu).toDoubleArray(),
                  TOLERANCE,
                  name);
              return null;
            });
      }
    }
  }
}
