package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.io.MalformedFileException;
import anabranch.io.Safetensors;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tensors go to a file and come back. */
public abstract class SafetensorsTck extends TckBase {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void everyTypeComesBack(DType dtype) throws IOException {
    Tensor x = Tensors.randn(3, 5).mul(3).abs().to(dtype);
    Safetensors.write(file(), Map.of("x", x));
    try (Safetensors file = Safetensors.open(file())) {
      assertEquals(dtype, file.entry("x").dtype());
      assertTrue(x.equal(file.load("x", device())));
    }
  }

  @Test
  void valuesThatAreNoNumbersKeepTheirBits() throws IOException {
    float[] odd = {
      Float.NaN, -0f, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.intBitsToFloat(0x7fc12345)
    };
    Safetensors.write(file(), Map.of("x", Tensors.of(odd)));
    try (Safetensors file = Safetensors.open(file())) {
      float[] back = file.load("x", device()).toFloatArray();
      for (int i = 0; i < odd.length; i++) {
        assertEquals(Float.floatToRawIntBits(odd[i]), Float.floatToRawIntBits(back[i]));
      }
    }
  }

  @Test
  void shapesNamesAndMetadataComeBack() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("bytes", Tensors.of(new byte[] {1, 2, 3}));
    tensors.put("a.0.\"\u00e9\ud83d\ude00\n", Tensors.scalar(3.5));
    tensors.put("", Tensors.zeros(2, 0, 3));
    tensors.put("longs", Tensors.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, 1, 2));
    Map<String, String> metadata = Map.of("format", "\u00fcber");
    Safetensors.write(file(), tensors, metadata);
    try (Safetensors file = Safetensors.open(file())) {
      assertEquals(metadata, file.metadata());
      assertEquals(tensors.keySet(), file.names());
      Map<String, Tensor> back = file.load(device());
      tensors.forEach((name, x) -> assertTrue(x.equal(back.get(name)), name));
      assertEquals(Shape.of(2, 0, 3), file.entry("").shape());
    }
  }

  @Test
  void everyTensorBeginsWhereItsElementsMay() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", Tensors.of(new byte[] {1, 2, 3}));
    tensors.put("f", Tensors.ones(3));
    tensors.put("l", Tensors.of(new long[] {1}));
    tensors.put("g", Tensors.ones(1));
    Safetensors.write(file(), tensors);
    try (Safetensors file = Safetensors.open(file())) {
      assertEquals(List.of("l", "f", "g", "b"), List.copyOf(file.names()));
      for (String name : file.names()) {
        assertEquals(0, file.entry(name).offset() % file.entry(name).dtype().byteSize(), name);
      }
    }
    byte[] raw = Files.readAllBytes(file());
    long length = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertEquals(0, length % 8);
    assertEquals(8 + length + 8 + 12 + 4 + 3, raw.length);
  }

  @Test
  void viewsAreWrittenAsTheyLook() throws IOException {
    Tensor x = Tensors.randn(4, 6);
    Map<String, Tensor> views =
        Map.of(
            "t",
            x.transpose(0, 1),
            "s",
            x.slice(1, 1, 6, 2),
            "e",
            x.get(2).expand(3, 6),
            "r",
            x.get(3));
    Safetensors.write(file(), views);
    try (Safetensors file = Safetensors.open(file())) {
      for (Map.Entry<String, Tensor> view : views.entrySet()) {
        assertTrue(view.getValue().equal(file.load(view.getKey(), device())), view.getKey());
      }
    }
  }

  @Test
  void nothingBesideTheFileIsLeftAndAnOldOneStaysUntilTheNewOneIsComplete() throws IOException {
    Safetensors.write(file(), Map.of("x", Tensors.ones(2)));
    Tensor closed = Tensors.ones(2);
    closed.close();
    Map<String, Tensor> broken = new LinkedHashMap<>();
    broken.put("x", Tensors.zeros(2));
    broken.put("y", closed);

    assertThrows(IllegalStateException.class, () -> Safetensors.write(file(), broken));

    try (Safetensors file = Safetensors.open(file());
        Stream<Path> there = Files.list(folder)) {
      assertArrayEquals(new float[] {1, 1}, file.load("x", device()).toFloatArray());
      assertEquals(List.of(file()), there.toList());
      Safetensors.write(file(), Map.of("x", Tensors.zeros(2)));
      assertArrayEquals(new float[] {1, 1}, file.load("x", device()).toFloatArray());
    }
  }

  @Test
  void whatCannotBeWrittenIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Safetensors.write(file(), Map.of("__metadata__", Tensors.ones(1))));
    assertThrows(
        NoSuchFileException.class,
        () -> Safetensors.write(folder.resolve("no/where.safetensors"), Map.of()));
  }

  @Test
  void loadedTensorsOutliveTheFileAndBelongToTheScope() throws IOException {
    Safetensors.write(file(), Map.of("x", Tensors.ones(2)));
    Safetensors file = Safetensors.open(file());
    Tensor x = file.load("x", device());
    Tensor[] inner = new Tensor[1];
    Scope.call(
        () -> {
          inner[0] = file.load("x", device());
          return null;
        });
    file.close();
    file.close();

    assertArrayEquals(new float[] {1, 1}, x.toFloatArray());
    assertTrue(inner[0].isClosed());
    assertThrows(IllegalStateException.class, () -> file.load("x", device()));
  }

  @Test
  void anUnknownNameIsAnErrorThatTellsTheKnownOnes() throws IOException {
    Safetensors.write(file(), Map.of("weight", Tensors.ones(2)));
    try (Safetensors file = Safetensors.open(file())) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> file.load("wieght", device()));
      assertEquals("there is no tensor 'wieght' in this file; it has [weight]", e.getMessage());
    }
  }

  @Test
  void aModelInSeveralFilesComesBack() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      tensors.put("layer." + i, Tensors.full((double) i, 10));
    }
    Path index = folder.resolve("model.safetensors.index.json");

    Safetensors.writeSharded(index, tensors, Map.of("format", "pt"), 90);

    assertTrue(Files.exists(folder.resolve("model-00003-of-00003.safetensors")));
    assertFalse(Files.exists(folder.resolve("model-00004-of-00003.safetensors")));
    try (Safetensors file = Safetensors.open(index)) {
      assertEquals(tensors.keySet(), file.names());
      assertEquals(Map.of("format", "pt"), file.metadata());
      Map<String, Tensor> back = file.load(device());
      tensors.forEach((name, x) -> assertTrue(x.equal(back.get(name)), name));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> Safetensors.writeSharded(file(), tensors, Map.of(), 90));
  }

  @Test
  void aTruthValueIsZeroOrOne() throws IOException {
    byte[] content = boolFile();
    content[content.length - 1] = 2;
    Files.write(file(), content);
    try (Safetensors file = Safetensors.open(file())) {
      MalformedFileException e =
          assertThrows(MalformedFileException.class, () -> file.load("b", device()));
      assertEquals(content.length - 1, e.offset());
      assertEquals("b", e.entry());
    }
  }

  private static byte[] boolFile() {
    byte[] header =
        "{\"f\":{\"dtype\":\"F16\",\"shape\":[2,1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[4,7]}}"
            .getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + header.length + 7)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  @Test
  void whateverIsDoneToAFileItsTensorsLoadOrAreRefused() throws IOException {
    Random random = new Random(2);
    int loaded = 0;
    for (int i = 0; i < 500; i++) {
      byte[] content = boolFile();
      content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
      int length = random.nextInt(4) == 0 ? random.nextInt(content.length) : content.length;
      Files.write(file(), Arrays.copyOf(content, length));
      try (Safetensors file = Safetensors.open(file())) {
        Scope.call(
            () -> {
              file.load(device()).values().forEach(Tensor::toDoubleArray);
              return null;
            });
        loaded++;
      } catch (MalformedFileException e) {
        assertEquals(file(), e.file());
      }
    }
    assertTrue(loaded > 10 && loaded < 400, loaded + " loaded");
  }
}
