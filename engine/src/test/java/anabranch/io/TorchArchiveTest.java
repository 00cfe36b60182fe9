package anabranch.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.io.PickledValue.Bool;
import anabranch.io.PickledValue.DeviceName;
import anabranch.io.PickledValue.DictValue;
import anabranch.io.PickledValue.EnumValue;
import anabranch.io.PickledValue.Int;
import anabranch.io.PickledValue.ListValue;
import anabranch.io.PickledValue.None;
import anabranch.io.PickledValue.ObjectValue;
import anabranch.io.PickledValue.Real;
import anabranch.io.PickledValue.TensorValue;
import anabranch.io.PickledValue.Text;
import anabranch.io.PickledValue.TupleValue;
import anabranch.io.hostile.Archives;
import anabranch.io.hostile.PickleCode;
import anabranch.io.hostile.ZipImage;
import anabranch.io.hostile.ZipImage.Part;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PyTorch wrote is read as it was meant. */
final class TorchArchiveTest {
  @TempDir private Path folder;

  private static TorchArchive open(String resource) throws IOException {
    try {
      return TorchArchive.open(
          Path.of(
              Objects.requireNonNull(TorchArchiveTest.class.getResource(resource), resource)
                  .toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private TorchArchive open(byte[] content) throws IOException {
    return TorchArchive.open(Files.write(folder.resolve("made.pt"), content));
  }

  private static PickledValue attribute(PickledValue object, String name) {
    return Objects.requireNonNull(((ObjectValue) object).attributes().get(name), name);
  }

  private static List<PickledValue> items(PickledValue list) {
    return ((ListValue) list).items();
  }

  @ParameterizedTest
  @ValueSource(strings = {"data_dependent", "ensemble", "example", "failing", "hundred"})
  void aScriptHasAnObjectAndItsCode(String name) throws IOException {
    try (TorchArchive archive = open("/goldens/script/" + name + ".pt")) {
      assertTrue(archive.isScript());
      assertEquals(3, archive.version());
      ObjectValue root = (ObjectValue) archive.root();
      assertEquals(new Bool(false), root.attributes().get("training"));
      String type = root.className().substring(root.className().lastIndexOf('.') + 1);
      TorchArchive.Source source = archive.source("__torch__").orElseThrow();
      assertEquals("code/__torch__.py", source.entry());
      assertTrue(source.text().contains("class " + type + "(Module):"), source.text());
      assertTrue(archive.constants().isEmpty());
    }
  }

  @Test
  void modulesAreFoundByTheirNames() throws IOException {
    try (TorchArchive archive = open("/goldens/script/ensemble.pt")) {
      assertEquals(
          Set.of(
              "__torch__",
              "__torch__.torch.nn.modules.container",
              "__torch__.torch.nn.modules.rnn",
              "__torch__.torch.nn.utils.rnn"),
          archive.modules());
      assertSame(
          archive.source("__torch__.torch.nn.modules.rnn").orElseThrow(),
          archive.source("__torch__.torch.nn.modules.rnn").orElseThrow());
      assertTrue(archive.source("__torch__.torch.nn").isEmpty());
    }
  }

  @Test
  void attributesHaveTheKindsThatTheyHadInPython() throws IOException {
    try (TorchArchive archive = open("/archives/kinds.pt")) {
      PickledValue root = archive.root();
      assertEquals(
          List.of(new Int(1), new Int(-2), new Int(3_000_000_000L), new Int(1L << 62)),
          items(attribute(root, "ints")));
      assertEquals("List[int]", ((ListValue) attribute(root, "ints")).type());
      assertEquals(
          List.of(new Real(0.5), new Real(Double.POSITIVE_INFINITY)),
          items(attribute(root, "floats")));
      assertEquals(List.of(new Bool(true), new Bool(false)), items(attribute(root, "bools")));
      assertEquals(List.of(new Text("a"), new Text("\u00fc")), items(attribute(root, "names")));
      assertEquals("List[str]", ((ListValue) attribute(root, "names")).type());
      DictValue table = (DictValue) attribute(root, "table");
      assertEquals("Dict[str, int]", table.type());
      assertEquals(List.of(new Text("x"), new Text("y")), List.copyOf(table.entries().keySet()));
      DictValue lookup = (DictValue) attribute(root, "lookup");
      assertEquals(DType.BOOL, ((TensorValue) lookup.entries().get(new Int(3))).dtype());
      assertEquals(
          List.of(new Int(4), new Text("five")), ((TupleValue) attribute(root, "pair")).items());
      assertEquals(None.NONE, attribute(root, "maybe"));
      assertEquals(new EnumValue("__torch__.Color", new Int(2)), attribute(root, "color"));
      assertEquals(new DeviceName("cuda:1"), attribute(root, "device"));
    }
  }

  @Test
  void tensorsShareWhatTheySharedWhenTheyWereSaved() throws IOException {
    try (TorchArchive archive = open("/archives/kinds.pt")) {
      PickledValue sub = attribute(archive.root(), "sub");
      TensorValue weight = (TensorValue) attribute(sub, "weight");
      TensorValue column = (TensorValue) attribute(sub, "column");
      TensorValue expanded = (TensorValue) attribute(sub, "expanded");
      assertTrue(weight.requiresGrad());
      assertFalse(column.requiresGrad());
      assertSame(weight.storage(), column.storage());
      assertEquals("shape [2], strides [3], offset 1", column.layout().toString());
      assertEquals("shape [2, 4], strides [0, 0], offset 0", expanded.layout().toString());
      assertEquals(5, weight.storage().bytes().getAtIndex(ValueLayout.JAVA_FLOAT, 5));
      assertEquals(0, weight.storage().bytes().address() % 64);
      assertNotSame(sub, attribute(archive.root(), "same"));
      assertSame(weight, attribute(attribute(archive.root(), "same"), "weight"));
    }
  }

  @Test
  void aListRefersToTheVeryTensorsThatAttributesHold() throws IOException {
    try (TorchArchive archive = open("/goldens/script/ensemble.pt")) {
      PickledValue cell = attribute(attribute(attribute(archive.root(), "models"), "1"), "cell_b");
      List<PickledValue> flat = items(attribute(cell, "_flat_weights"));
      List<String> names = List.of("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0");
      for (int i = 0; i < names.size(); i++) {
        assertSame(attribute(cell, names.get(i)), flat.get(i));
      }
      assertEquals("List[List[str]]", ((ListValue) attribute(cell, "_all_weights")).type());
    }
  }

  @Test
  void aFrozenModulesWeightsAreConstants() throws IOException {
    try (TorchArchive archive = open("/archives/frozen.pt")) {
      assertEquals(2, archive.constants().size());
      TensorValue first = (TensorValue) archive.constants().getFirst();
      assertEquals(Shape.of(4, 3), first.layout().shape());
      assertEquals("constants/0", first.storage().entry());
    }
  }

  @Test
  void aTracedModuleIsOneToo() throws IOException {
    try (TorchArchive archive = open("/archives/traced.pt")) {
      String name = ((ObjectValue) archive.root()).className();
      String module = name.substring(0, name.lastIndexOf('.'));
      assertTrue(archive.source(module).orElseThrow().text().contains("torch.linear"));
    }
  }

  @Test
  void extraFilesDoNotMatter() throws IOException {
    try (TorchArchive archive = open("/archives/extra.pt")) {
      assertEquals(Set.of("__torch__"), archive.modules());
    }
  }

  @Test
  void aCheckpointIsADictOfWhatWasSaved() throws IOException {
    try (TorchArchive archive = open("/archives/checkpoint.pth")) {
      assertFalse(archive.isScript());
      DictValue root = (DictValue) archive.root();
      assertEquals(new Int(3), root.entries().get(new Text("epoch")));
      assertEquals(new Real(0.25), root.entries().get(new Text("best")));
      TensorValue parameter = (TensorValue) root.entries().get(new Text("p"));
      assertTrue(parameter.requiresGrad());
      DictValue model = (DictValue) root.entries().get(new Text("model"));
      assertEquals(7, model.entries().size());
      assertNull(model.type());
    }
  }

  @Test
  void whatHasNoPlaceHereIsRefusedByName() {
    refused("/archives/int8.pth", "no elements of the kind of torch.CharStorage");
    refused("/archives/module.pth", "torch.nn.modules.container.Sequential");
    refused("/archives/legacy.pth", "before PyTorch 1.6");
  }

  private static void refused(String resource, String expected) {
    MalformedFileException e =
        assertThrows(MalformedFileException.class, () -> open(resource).close());
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  private static byte[] tensor() {
    return PickleCode.begin()
        .tensor("FloatStorage", "0", 4, 0, new long[] {2, 2}, new long[] {2, 1})
        .end();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kinds", "frozen"})
  void aNewerPyTorchWritesTheSame(String name) throws IOException {
    try (TorchArchive old = open("/archives/" + name + ".pt");
        TorchArchive newer = open("/archives/" + name + "-2.7.pt")) {
      assertEquals(described(old.root()), described(newer.root()));
      assertEquals(
          old.constants().stream().map(TorchArchiveTest::described).toList(),
          newer.constants().stream().map(TorchArchiveTest::described).toList());
      assertEquals(old.modules(), newer.modules());
    }
  }

  private static String described(PickledValue value) {
    return switch (value) {
      case ObjectValue object -> object.className() + described(object.state());
      case ListValue list -> list.type() + described(list.items());
      case TupleValue tuple -> described(tuple.items());
      case DictValue dict ->
          dict.type()
              + described(List.copyOf(dict.entries().keySet()))
              + described(List.copyOf(dict.entries().values()));
      case TensorValue tensor ->
          tensor.dtype()
              + tensor.layout().toString()
              + HexFormat.of().formatHex(tensor.storage().bytes().toArray(ValueLayout.JAVA_BYTE));
      default -> value.toString();
    };
  }

  private static String described(List<PickledValue> values) {
    return values.stream().map(TorchArchiveTest::described).toList().toString();
  }

  @Test
  void newerFilesHaveAByteOrderAndAnIdentity() throws IOException {
    byte[] content =
        ZipImage.of(
                List.of(
                    new Part("archive/data.pkl", tensor()),
                    Archives.text("archive/.format_version", "1"),
                    Archives.text("archive/.storage_alignment", "64"),
                    Archives.text("archive/byteorder", "little"),
                    new Part("archive/data/0", new byte[16]),
                    Archives.text("archive/.data/version", "10\n"),
                    Archives.text("archive/.data/serialization_id", "0636457737946401051")))
            .bytes();
    try (TorchArchive archive = open(content)) {
      assertEquals(10, archive.version());
      assertEquals(Shape.of(2, 2), ((TensorValue) archive.root()).layout().shape());
    }
  }

  @Test
  void otherProgramsMayHaveZippedItAgain() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      zip.putNextEntry(new ZipEntry("m/"));
      zip.putNextEntry(new ZipEntry("m/data.pkl"));
      zip.write(tensor());
      ZipEntry storage = new ZipEntry("m/data/0");
      storage.setMethod(ZipEntry.STORED);
      storage.setSize(16);
      storage.setCrc(crc(new byte[16]));
      zip.putNextEntry(storage);
      zip.write(new byte[16]);
    }
    try (TorchArchive archive = open(out.toByteArray())) {
      assertEquals(0, archive.version());
      assertEquals(4, ((TensorValue) archive.root()).storage().numel());
    }
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  @Test
  void numbersOf64BitsAreInAFieldOfTheirOwn() throws IOException {
    try (TorchArchive archive =
        open(
            ZipImage.wide(
                    List.of(new Part("m/data.pkl", tensor()), new Part("m/data/0", new byte[16])))
                .bytes())) {
      assertEquals(4, ((TensorValue) archive.root()).storage().numel());
    }
  }

  @Test
  void sharedPartsAreOneInstanceAndDoNotGrow() throws IOException {
    PickleCode code = PickleCode.begin().ops("]");
    for (int i = 0; i < 100; i++) {
      code.put(i).get(i).raw(0x86);
    }
    try (TorchArchive archive = open(Archives.of(code.end()))) {
      TupleValue top = (TupleValue) archive.root();
      assertSame(top.items().get(0), top.items().get(1));
      assertFalse(top.toString().length() > 1_000);
    }
  }

  @Test
  void whatIsTrustedMayAskForMore() throws IOException {
    Path file =
        Files.write(
            folder.resolve("large.pt"),
            Archives.of(
                Archives.none(),
                new Part(
                    "m/code/__torch__.py",
                    " ".repeat(9 << 20).getBytes(StandardCharsets.UTF_8),
                    true)));
    try (TorchArchive archive = TorchArchive.open(file, ArchiveLimits.TRUSTED)) {
      assertEquals(9 << 20, archive.source("__torch__").orElseThrow().text().length());
    }
  }

  @Test
  void aMissingFileIsAnIoException() {
    assertThrows(
        NoSuchFileException.class, () -> TorchArchive.open(folder.resolve("none")).close());
  }

  @Test
  void whoReadsTheCodeCanSayWhatIsWrongWithIt() throws IOException {
    try (TorchArchive archive = open("/archives/traced.pt")) {
      MalformedFileException e = archive.malformed("code/x.py", 7, "no");
      assertEquals("code/x.py", e.entry());
      assertEquals(7, e.offset());
      assertEquals(archive.file(), e.file());
    }
  }
}
