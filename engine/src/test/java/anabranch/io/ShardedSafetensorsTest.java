package anabranch.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model in several files is opened through its index as if it were one file. */
final class ShardedSafetensorsTest {
  @TempDir private Path folder;

  @BeforeEach
  void twoShards() {
    shard("m-1.safetensors", "a", "one");
    shard("m-2.safetensors", "b", "two");
  }

  private void shard(String file, String tensor, String value) {
    String header =
        "{\"__metadata__\":{\"k\":\"%s\"},\"%s\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[0,8]}}"
            .formatted(value, tensor);
    Bytes.write(folder, file, Bytes.file(header, 8));
  }

  private Path index(String json) {
    return Bytes.write(folder, "m.safetensors.index.json", json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void allTensorsAreThere() throws IOException {
    Path index =
        index(
            "{\"metadata\":{\"total_size\":16,\"x\":[[{}]]},\"weight_map\":{\"b\":\"m-2.safetensors\",\"a\":\"m-1.safetensors\"}}");
    try (Safetensors tensors = Safetensors.open(index)) {
      assertEquals(List.of("b", "a"), List.copyOf(tensors.names()));
      assertEquals(DType.I32, tensors.entry("a").dtype());
      assertEquals(Shape.of(2), tensors.entry("b").shape());
      assertEquals(8, tensors.bytes("b").byteSize());
      assertEquals(Map.of("k", "two"), tensors.metadata());
    }
  }

  @Test
  void aTensorThatItsShardDoesNotHaveIsAnError() {
    assertRefused("{\"weight_map\":{\"b\":\"m-1.safetensors\"}}", "which does not have it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../m-1.safetensors",
        "/m-1.safetensors",
        "x\\\\m.safetensors",
        "c:m.safetensors",
        "m.bin",
        ""
      })
  void aShardIsAFileOfTheSameFolder(String name) {
    assertRefused("{\"weight_map\":{\"a\":\"" + name + "\"}}", "in the same folder");
  }

  @Test
  void anIndexWithoutAMapIsRefused() {
    assertRefused("{}", "weight_map");
    assertRefused("{\"weight_map\":[]}", "expected a JSON object");
    assertRefused("{\"metadata\":" + "[".repeat(200_000), "nesting depth");
  }

  private void assertRefused(String json, String expected) {
    Path index = index(json);
    MalformedFileException e =
        assertThrows(MalformedFileException.class, () -> Safetensors.open(index).close());
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }
}
