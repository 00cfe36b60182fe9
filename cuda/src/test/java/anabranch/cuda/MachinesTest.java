package anabranch.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the provider says on machines where something is missing, each a process of its own. */
@Tag("emulator")
final class MachinesTest {
  private final Path emulator = Path.of(System.getProperty("emulator.dir")).toAbsolutePath();
  @TempDir private Path libraries;

  @BeforeEach
  void linkDriver() throws IOException {
    link("libcuda.so.1", "libcuda.so.1");
  }

  private void link(String name, String library) throws IOException {
    Files.copy(emulator.resolve(library), libraries.resolve(name));
  }

  private String probe(Map<String, String> environment, String... options) throws Exception {
    return ChildJvm.probe(libraries, environment, options);
  }

  @Test
  void withoutADriver(@TempDir Path empty) throws Exception {
    String found = ChildJvm.probe(empty, Map.of());
    assertTrue(found.startsWith("there is no NVIDIA driver: libcuda.so.1"), found);
    assertTrue(found.contains("install the driver"), found);
  }

  @Test
  void withAnOldDriver() throws Exception {
    String found = probe(Map.of("ANABRANCH_EMULATOR", "driver=11080"));
    assertTrue(found.startsWith("the driver is too old: it supports CUDA 11.8"), found);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 803, 999})
  void withADriverThatDoesNotStart(int code) throws Exception {
    String found = probe(Map.of("ANABRANCH_EMULATOR", "init=" + code));
    assertTrue(found.startsWith("cuInit failed: CUDA_ERROR_"), found);
    assertTrue(found.contains("(" + code + ")"), found);
  }

  @Test
  void withoutADevice() throws Exception {
    String found = probe(Map.of("ANABRANCH_EMULATOR", "devices=0"));
    assertTrue(found.contains("no device") || found.contains("NO_DEVICE"), found);
  }

  @Test
  void withAnOldDevice() throws Exception {
    String found = probe(Map.of("ANABRANCH_EMULATOR", "capability=7.0"));
    assertTrue(found.contains("sm_70, and sm_75 is needed"), found);
  }

  @Test
  void withoutCublas() throws Exception {
    String found = probe(Map.of());
    assertTrue(found.startsWith("cuBLAS is missing"), found);
  }

  @Test
  void withCublas12() throws Exception {
    link("libcublas.so.12", "libcublas.so.12");
    String found = probe(Map.of());
    assertTrue(found.contains("(libcublas.so.12) by JCublas"), found);
  }

  @Test
  void withCublas13() throws Exception {
    link("libcublas.so.13", "cublas13/libcublas.so.13");
    String found = probe(Map.of());
    assertTrue(found.contains("(libcublas.so.13) by foreign calls: there is no"), found);
  }

  @Test
  void aLibraryCanBeForced() throws Exception {
    link("libcublas.so.12", "libcublas.so.12");
    String byVariable = probe(Map.of("ANABRANCH_BLAS", "ffm"));
    assertTrue(byVariable.contains("(libcublas.so.12) by foreign calls: as"), byVariable);
    String path = emulator.resolve("cublas13/libcublas.so.13").toString();
    String byProperty = probe(Map.of(), "-Danabranch.cuda.blas=" + path);
    assertTrue(byProperty.contains("(" + path + ") by foreign calls"), byProperty);
    String none = probe(Map.of("ANABRANCH_BLAS", "/nowhere/libcublas.so.9"));
    assertTrue(none.startsWith("cuBLAS is missing"), none);
  }

  @Test
  void aDriverOfCuda13TakesCubins() throws Exception {
    link("libcublas.so.12", "libcublas.so.12");
    assertEquals("cubin sm_86", Images.kind(13_000, 87));
    assertTrue(Images.kind(13_000, 120).startsWith("PTX"), Images.kind(13_000, 120));
    assertTrue(Images.kind(12_090, 90).startsWith("PTX"), Images.kind(12_090, 90));
    String found = probe(Map.of("ANABRANCH_EMULATOR", "driver=13000,devices=3"));
    assertTrue(found.contains("cuda:2") && found.contains("driver for CUDA 13.0"), found);
  }

  @Test
  void nothingIsLeftBehindInTheTemporaryDirectory(@TempDir Path temporary) throws Exception {
    link("libcublas.so.12", "libcublas.so.12");
    String found = probe(Map.of(), "-Djava.io.tmpdir=" + temporary);
    assertTrue(found.contains("by JCublas"), found);
    try (var left = Files.list(temporary)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aPlantedLibraryIsNotLoaded(@TempDir Path temporary) throws Exception {
    link("libcublas.so.12", "libcublas.so.12");
    for (String name : new String[] {"JCudaDriver", "JCublas2"}) {
      Files.writeString(
          temporary.resolve("lib" + name + "-12.6.0-linux-x86_64.so"), "not a library");
    }
    String found = probe(Map.of(), "-Djava.io.tmpdir=" + temporary);
    assertTrue(found.contains("by JCublas"), found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jcublas", "ffm", "cublas13/libcublas.so.13"})
  void productsAreTheSameByEachWay(String way) throws Exception {
    link("libcublas.so.12", "libcublas.so.12");
    String blas = way.contains("/") ? emulator.resolve(way).toString() : way;
    assertEquals(
        "[7.0, 10.0, 15.0, 22.0] [7.0, 10.0, 15.0, 22.0]",
        ChildJvm.run(OneProduct.class, libraries, Map.of("ANABRANCH_BLAS", blas)));
  }
}
