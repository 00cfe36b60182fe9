package anabranch.cuda;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Devices;
import anabranch.emulator.Emulator;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The tests of this module prove something on a machine without a GPU: they run on the emulator.
 */
@Tag("emulator")
final class OnTheEmulatorTest {
  @Test
  void theDriverOfThisProcessIsTheEmulator() {
    assertDoesNotThrow(Emulator::attach);
    assertTrue(
        Path.of(System.getenv("LD_LIBRARY_PATH"))
            .toAbsolutePath()
            .normalize()
            .equals(Path.of(System.getProperty("emulator.dir")).toAbsolutePath().normalize()),
        "LD_LIBRARY_PATH is " + System.getenv("LD_LIBRARY_PATH"));
  }

  @Test
  void theBackendHasADeviceThere() {
    try (Devices devices = Devices.open(Devices.Options.defaults())) {
      assertTrue(devices.names().contains("cuda:0"), devices.explain().toString());
      assertFalse(devices.get("cuda:0").description().isBlank());
    }
  }
}
