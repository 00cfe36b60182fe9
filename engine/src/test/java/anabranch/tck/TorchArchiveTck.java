package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Scope;
import anabranch.Tensor;
import anabranch.io.MalformedFileException;
import anabranch.io.PickledValue;
import anabranch.io.PickledValue.ListValue;
import anabranch.io.PickledValue.ObjectValue;
import anabranch.io.PickledValue.TensorValue;
import anabranch.io.TorchArchive;
import anabranch.io.hostile.Archives;
import anabranch.io.hostile.PickleCode;
import anabranch.io.hostile.ZipImage.Part;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tensors of files that PyTorch wrote. */
public abstract class TorchArchiveTck extends TckBase {
  @TempDir private Path folder;

  private Path file(String resource) throws IOException {
    Path file = folder.resolve("archive.pt");
    try (InputStream in =
        Objects.requireNonNull(TorchArchiveTck.class.getResourceAsStream(resource), resource)) {
      return Files.write(file, in.readAllBytes());
    }
  }

  private static PickledValue attribute(PickledValue object, String name) {
    return Objects.requireNonNull(((ObjectValue) object).attributes().get(name), name);
  }

  @Test
  void tensorsHaveTheValuesThatWereSaved() throws IOException {
    try (TorchArchive archive = TorchArchive.open(file("/archives/kinds.pt"))) {
      Map<TensorValue, Tensor> loaded = archive.load(device());
      PickledValue root = archive.root();
      List<DType> dtypes = List.of(DType.F64, DType.F16, DType.BF16, DType.I32, DType.U8);
      for (int i = 0; i < dtypes.size(); i++) {
        Tensor x = loaded.get(attribute(root, "t" + i));
        assertEquals(dtypes.get(i), x.dtype());
        assertArrayEquals(new float[] {1, 2, 3}, x.to(DType.F32).toFloatArray());
      }
      assertEquals(Shape.of(0, 5), loaded.get(attribute(root, "empty")).shape());
      assertEquals(2.5, loaded.get(attribute(root, "scalar")).item());
      PickledValue sub = attribute(root, "sub");
      assertArrayEquals(
          new float[] {0, 1, 2, 3, 4, 5}, loaded.get(attribute(sub, "weight")).toFloatArray());
      assertArrayEquals(new float[] {1, 4}, loaded.get(attribute(sub, "column")).toFloatArray());
      assertEquals(56, loaded.get(attribute(sub, "expanded")).sum().item());
      ListValue tensors = (ListValue) attribute(root, "tensors");
      assertArrayEquals(new float[] {1, 1}, loaded.get(tensors.items().get(0)).toFloatArray());
    }
  }

  @Test
  void tensorsThatShareAStorageSeeEachOthersWrites() throws IOException {
    try (TorchArchive archive = TorchArchive.open(file("/archives/kinds.pt"))) {
      Map<TensorValue, Tensor> loaded = archive.load(device());
      PickledValue sub = attribute(archive.root(), "sub");
      loaded.get(attribute(sub, "column")).fill_(9);
      assertArrayEquals(
          new float[] {0, 9, 2, 3, 9, 5}, loaded.get(attribute(sub, "weight")).toFloatArray());
      assertArrayEquals(new float[] {3, 9, 5}, loaded.get(attribute(sub, "view")).toFloatArray());
    }
  }

  @Test
  void writesDoNotReachTheFile() throws IOException {
    Path file = file("/archives/kinds.pt");
    byte[] before = Files.readAllBytes(file);
    try (TorchArchive archive = TorchArchive.open(file)) {
      PickledValue weight = attribute(attribute(archive.root(), "sub"), "weight");
      float written = Scope.call(() -> archive.load(device()).get(weight).fill_(9).sum().item());
      assertEquals(54, written);
      assertEquals(15, archive.load(device()).get(weight).sum().item());
    }
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void tensorsOutliveTheArchive() throws IOException {
    Map<String, Tensor> tensors;
    try (TorchArchive archive = TorchArchive.open(file("/archives/state_dict.pth"))) {
      tensors = archive.stateDict(device());
    }
    assertEquals(
        List.of(
            "0.weight",
            "0.bias",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "1.num_batches_tracked"),
        new ArrayList<>(tensors.keySet()));
    assertArrayEquals(new float[] {1, 1, 1, 1}, tensors.get("1.running_var").toFloatArray());
    assertEquals(DType.I64, tensors.get("1.num_batches_tracked").dtype());
    Tensor weight = tensors.get("0.weight");
    assertTrue(weight.add(1).sub(1).allClose(weight));
  }

  @Test
  void oneTensorIsLoadedOnceHoweverOftenItIsReferredTo() throws IOException {
    try (TorchArchive archive = TorchArchive.open(file("/goldens/script/ensemble.pt"))) {
      Map<TensorValue, Tensor> loaded = archive.load(device());
      assertEquals(24, loaded.size());
      PickledValue cell = attribute(attribute(attribute(archive.root(), "models"), "0"), "cell_f");
      ListValue flat = (ListValue) attribute(cell, "_flat_weights");
      assertSame(attribute(cell, "weight_ih_l0"), flat.items().getFirst());
      assertEquals(Shape.of(32, 8), loaded.get(flat.items().getFirst()).shape());
    }
  }

  @Test
  void storagesThatAreNotAlignedAreReadAsWell() throws IOException {
    byte[] pickle =
        PickleCode.begin().tensor("ByteStorage", "0", 3, 0, new long[] {3}, new long[] {1}).end();
    byte[] content = Archives.of(pickle, new Part("m/data/0", new byte[] {1, 2, 3}));
    byte[] shifted = unaligned(content);
    try (TorchArchive archive = TorchArchive.open(Files.write(folder.resolve("odd.pt"), shifted))) {
      assertEquals(6, archive.load(device()).values().iterator().next().sum().item());
    }
  }

  /** Takes one byte of the padding before the last entry's bytes, and puts it behind them. */
  private static byte[] unaligned(byte[] content) {
    byte[] shifted = content.clone();
    int at = 0;
    while (content[at] != 1 || content[at + 1] != 2 || content[at + 2] != 3) {
      at++;
    }
    System.arraycopy(content, at, shifted, at - 1, 3 + 16);
    int header = at;
    while (content[header] != 'P' || content[header + 1] != 'K') {
      header--;
    }
    shifted[header + 28]--;
    int field = header + 30 + content[header + 26];
    shifted[field + 2]--;
    return shifted;
  }

  @Test
  void aTruthValueIsZeroOrOne() throws IOException {
    byte[] pickle =
        PickleCode.begin().tensor("BoolStorage", "0", 3, 0, new long[] {3}, new long[] {1}).end();
    byte[] content = Archives.of(pickle, new Part("m/data/0", new byte[] {1, 0, 2}));
    try (TorchArchive archive =
        TorchArchive.open(Files.write(folder.resolve("bool.pt"), content))) {
      MalformedFileException e =
          assertThrows(MalformedFileException.class, () -> archive.load(device()));
      assertEquals("data/0", e.entry());
      assertEquals(2, content[(int) e.offset()]);
    }
  }

  @Test
  void aFileThatHoldsSomethingElseIsNoStateDict() throws IOException {
    try (TorchArchive archive = TorchArchive.open(file("/archives/checkpoint.pth"))) {
      MalformedFileException e =
          assertThrows(MalformedFileException.class, () -> archive.stateDict(device()));
      assertTrue(e.getMessage().contains("expected a dict of tensors by name"), e.getMessage());
    }
  }

  @Test
  void aClosedArchiveLoadsNothing() throws IOException {
    TorchArchive archive = TorchArchive.open(file("/archives/kinds.pt"));
    archive.close();
    archive.close();
    assertThrows(IllegalStateException.class, () -> archive.load(device()));
  }
}
