package anabranch.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.spi.BackendProvider;
import anabranch.spi.BackendProvider.Options;
import anabranch.spi.BackendProvider.Probe;
import anabranch.spi.DeviceInfo;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Provides;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("emulator")
final class ProviderTest {
  @Test
  void theClassPathOffersIt() {
    assertEquals(
        1,
        ServiceLoader.load(BackendProvider.class).stream()
            .filter(found -> found.type() == CudaProvider.class)
            .count());
  }

  @Test
  void theModuleProvidesWhatTheClassPathOffers() throws Exception {
    String service = BackendProvider.class.getName();
    try (InputStream module = beside("module-info.class");
        InputStream services = beside("META-INF/services/" + service)) {
      List<String> provided =
          ModuleDescriptor.read(module).provides().stream()
              .filter(p -> p.service().equals(service))
              .map(Provides::providers)
              .flatMap(List::stream)
              .collect(Collectors.toList());
      assertEquals(
          new String(services.readAllBytes(), StandardCharsets.UTF_8).lines().toList(), provided);
    }
  }

  private static InputStream beside(String name) throws IOException {
    URI classes =
        URI.create(
            CudaProvider.class.getProtectionDomain().getCodeSource().getLocation().toString());
    return classes.resolve(name).toURL().openStream();
  }

  @Test
  void theProbeTellsDevicesDriverAndCublas() {
    Probe.Available found = assertInstanceOf(Probe.Available.class, new CudaProvider().probe());
    DeviceInfo first = found.devices().getFirst();
    assertEquals("cuda:0", first.name());
    assertTrue(first.description().contains("sm_90"), first.description());
    assertTrue(first.description().contains("PTX"), first.description());
    assertTrue(first.memoryBytes() > 1 << 20);
    String notes = String.join("\n", found.notes());
    assertTrue(notes.contains("driver for CUDA 12.6"), notes);
    assertTrue(notes.contains("libcublas.so.12"), notes);
    assertTrue(notes.contains("by JCublas"), notes);
  }

  @Test
  void theFirstDeviceIsTheBest() {
    Probe.Available found = assertInstanceOf(Probe.Available.class, new CudaProvider().probe());
    assertEquals(
        List.of("cuda:0", "cuda:1"), found.devices().stream().map(DeviceInfo::name).toList());
    assertTrue(found.devices().get(0).rank() > found.devices().get(1).rank());
    assertTrue(found.devices().get(1).rank() > 0, "after the CPU");
  }

  @Test
  void otherDevicesAreNotOpened() {
    for (String name : List.of("cpu", "cuda", "cuda:x")) {
      DeviceInfo other = new DeviceInfo(name, "", 0, 0);
      Options options = new Options(1 << 20, Rig.ALONE);
      assertThrows(IllegalArgumentException.class, () -> new CudaProvider().open(other, options));
    }
  }
}
