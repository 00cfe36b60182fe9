package anabranch.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that Python wrote are read as they were meant. */
final class GoldenFilesTest {
  static List<Path> files() throws IOException, URISyntaxException {
    Path root =
        Path.of(Objects.requireNonNull(GoldenFilesTest.class.getResource("/goldens")).toURI());
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.toString().endsWith(".safetensors"))
          .filter(file -> !file.getParent().endsWith("script")) // inputs and outputs, no metadata
          .sorted()
          .toList();
    }
  }

  private static Path file(String name) throws IOException, URISyntaxException {
    return files().stream()
        .filter(f -> f.endsWith(name + ".safetensors"))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("files")
  void opensAndHasTensorsAndMetadata(Path file) throws IOException {
    try (Safetensors tensors = Safetensors.open(file)) {
      assertTrue(tensors.names().size() >= 2, () -> tensors.names().toString());
      assertTrue(!tensors.metadata().isEmpty());
      for (String name : tensors.names()) {
        Safetensors.Entry entry = tensors.entry(name);
        assertEquals(entry.bytes(), tensors.bytes(name).byteSize());
        assertEquals(entry.shape().numel() * entry.dtype().byteSize(), entry.bytes());
      }
    }
  }

  @Test
  void bytesAreTheElements() throws IOException, URISyntaxException {
    try (Safetensors tensors = Safetensors.open(file("op/div_int"))) {
      assertEquals("in0 / in1", tensors.metadata().get("call"));
      assertEquals(DType.I64, tensors.entry("in0").dtype());
      assertEquals(Shape.of(3), tensors.entry("in0").shape());
      assertEquals(-7, tensors.bytes("in0").get(ValueLayout.JAVA_LONG_UNALIGNED, 8));
      assertEquals(-1.5f, tensors.bytes("out").get(ValueLayout.JAVA_FLOAT_UNALIGNED, 8));
    }
  }
}
