package anabranch.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a driver will do with the PTX, done without a device by JCuda's PTX compiler. */
final class PtxTest {
  private final Images images = Images.ofModule();

  static List<String> families() {
    return Images.ofModule().families();
  }

  private Ptx ptx(String family) throws IOException {
    return new Ptx(Files.readString(images.ptx(family)));
  }

  @ParameterizedTest
  @MethodSource("families")
  void driversFromCuda11OnCanReadIt(String family) throws IOException {
    List<String> lines = ptx(family).text().lines().filter(l -> l.startsWith(".")).toList();
    assertEquals(".version 7.0", lines.get(0));
    assertEquals(".target sm_75", lines.get(1));
  }

  @ParameterizedTest
  @MethodSource("families")
  void cubinsHaveTheKernelsOfThePtx(String family) throws IOException {
    SortedSet<String> kernels = ptx(family).kernels();
    assertFalse(kernels.isEmpty());
    for (String target : Images.TARGETS) {
      Cubin cubin = new Cubin(Files.readAllBytes(images.cubin(family, target)));
      assertEquals(kernels, cubin.kernels(), target);
    }
  }

  @ParameterizedTest
  @FieldSource("anabranch.kernels.Images#TARGETS")
  void allPtxAssemblesForEachTarget(String target) {
    families().parallelStream()
        .forEach(
            family -> {
              try {
                Ptx ptx = ptx(family);
                assertEquals(ptx.kernels(), ptx.assemble(target).kernels(), family);
              } catch (IOException | IllegalArgumentException e) {
                throw new AssertionError(family + ": " + e.getMessage(), e);
              }
            });
  }

  @Test
  void whatTheAssemblerRefusesIsToldInItsWords() {
    Ptx wrong =
        new Ptx(".version 7.0\n.target sm_75\n.address_size 64\n.entry f() { nonsense; }\n");
    String message =
        assertThrows(IllegalArgumentException.class, () -> wrong.assemble("sm_80")).getMessage();
    assertTrue(message.contains("nonsense"), message);
  }
}
