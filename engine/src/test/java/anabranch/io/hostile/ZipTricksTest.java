package anabranch.io.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import anabranch.io.ArchiveLimits;
import anabranch.io.MalformedFileException;
import anabranch.io.TorchArchive;
import anabranch.io.hostile.ZipImage.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A zip file is what it says in every respect, or refused before any of it is believed. */
final class ZipTricksTest {
  /** The indices of the parts of {@link #image}. */
  private static final int PICKLE = 0;

  private static final int VERSION = 1;
  private static final int CODE = 2;

  @TempDir private Path folder;

  private static ZipImage image() {
    byte[] code = "def f():\n  return 1\n".repeat(40).getBytes(StandardCharsets.UTF_8);
    return ZipImage.of(
        Archives.parts(Archives.none(), new Part("m/code/__torch__.py", code, true)));
  }

  static Stream<Arguments> spoilt() {
    return Stream.of(
        spoilt("an unknown method", z -> z.put16(z.central(CODE) + 10, 12), "got method 12"),
        spoilt("encrypted", z -> z.put16(z.central(CODE) + 8, 0x809), "flags 0x809"),
        spoilt("another method", z -> z.put16(z.local(CODE) + 8, 0), "disagree about it"),
        spoilt("other flags", z -> z.put16(z.local(CODE) + 6, 0x800), "disagree about it"),
        spoilt("another checksum", z -> z.put32(z.local(CODE) + 14, 1), "disagree about it"),
        spoilt("another size", z -> z.put32(z.local(CODE) + 22, 1), "disagree about it"),
        spoilt("another stored size", z -> z.put32(z.local(PICKLE) + 18, 3), "disagree about it"),
        spoilt("another name", z -> z.put16(z.local(PICKLE) + 30, 'x'), "has another name"),
        spoilt("a longer name", z -> z.put16(z.local(PICKLE) + 26, 11), "has another name"),
        spoilt("extra fields too long", z -> z.put16(z.local(VERSION) + 28, 0xFFFF), "do not fit"),
        spoilt("extra fields cut off", z -> z.put16(z.local(VERSION) + 28, 7), "are cut off"),
        spoilt("a header elsewhere", z -> z.put32(z.central(CODE) + 42, 1), "no header"),
        spoilt("a header past the end", z -> z.put32(z.central(CODE) + 42, 1L << 31), "no header"),
        spoilt(
            "a header in the directory",
            z -> z.put32(z.central(0) + 42, z.central(1)),
            "no header"),
        spoilt("a missing wide number", z -> z.put32(z.central(0) + 42, -1), "lacks a number"),
        spoilt("more than the file", z -> sizes(z, PICKLE, 1 << 30), "do not fit before"),
        spoilt("one byte into the next", z -> sizes(z, PICKLE, 200), "before the end of another"),
        spoilt("stored, in another size", z -> z.put32(z.central(0) + 24, 9), "cannot be 4 in"),
        spoilt("another disk", z -> z.put16(z.central(0) + 34, 1), "on one disk"),
        spoilt("no signature", z -> z.put32(z.central(1), 0), "expected entry 2 of 3"),
        spoilt("a name past the end", z -> z.put16(z.central(CODE) + 28, 1000), "pass the end"),
        spoilt("a name too long", z -> z.put16(z.central(0) + 28, 1100), "the central directory"),
        spoilt("a comment past the end", z -> z.put16(z.central(CODE) + 32, 9), "pass the end"),
        spoilt("fewer entries", z -> counts(z, 2), "bytes follow the central directory's last"),
        spoilt("more entries", z -> counts(z, 4), "expected entry 4 of 4"),
        spoilt(
            "entries by the billion", z -> counts(z, -1L), "more than the 65536 that are allowed"),
        spoilt("end records that disagree", z -> z.put16(z.end() + 10, 2), "on one disk"),
        spoilt("another count", z -> z.put32(z.end() + 8, 0x20002), "end records disagree"),
        spoilt("another directory", z -> z.put32(z.end() + 16, 7), "end records disagree"),
        spoilt("a wide directory elsewhere", z -> z.put64(z.end64() + 48, 7), "does not end at"),
        spoilt("a wide directory negative", z -> z.put64(z.end64() + 48, -7), "does not end at"),
        spoilt("a wide size negative", z -> z.put64(z.end64() + 40, -1), "does not end at"),
        spoilt(
            "a wide size too large", z -> z.put64(z.end64() + 40, Long.MAX_VALUE), "does not end"),
        spoilt(
            "a wide record elsewhere", z -> z.put64(z.end64() + 64, 0), "right before its locator"),
        spoilt("a longer wide record", z -> z.put64(z.end64() + 4, 45), "right before its locator"),
        spoilt("wide disks", z -> z.put32(z.end64() + 72, 2), "on one disk"),
        spoilt("no wide record", z -> z.put32(z.end64(), 0), "right before its locator"),
        spoilt("no locator", z -> z.put32(z.end64() + 56, 0), "does not end at"),
        spoilt("no end", z -> z.put32(z.end(), 0), "expected the end of a zip file"),
        spoilt("a comment", z -> z.put16(z.end() + 20, 1), "without a comment"),
        spoilt("another content", z -> z.put16(z.data(PICKLE), 0), "its checksum is"),
        spoilt("content that is not deflate", z -> z.put32(z.data(CODE), -1), ""),
        spoilt("deflated in another size", z -> z.put32(z.central(CODE) + 24, 799), ""),
        spoilt("a bomb", z -> z.put32(z.central(CODE) + 24, 1 << 30), ""));
  }

  private static Arguments spoilt(String what, Consumer<ZipImage> spoil, String expected) {
    return arguments(what, spoil, expected);
  }

  private static void sizes(ZipImage zip, int part, int size) {
    zip.put32(zip.central(part) + 20, size).put32(zip.central(part) + 24, size);
  }

  private static void counts(ZipImage zip, long count) {
    zip.put64(zip.end64() + 24, count).put64(zip.end64() + 32, count);
    zip.put32(zip.end() + 8, -1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spoilt")
  void isRefused(String what, Consumer<ZipImage> spoil, String expected) throws IOException {
    ZipImage zip = image();
    spoil.accept(zip);
    if (!expected.isEmpty()) {
      Refusal.of(folder, zip.bytes(), expected);
      return;
    }
    Path file = Refusal.write(folder, zip.bytes());
    try (TorchArchive archive = TorchArchive.open(file)) {
      MalformedFileException e =
          assertThrows(MalformedFileException.class, () -> archive.source("__torch__"));
      assertEquals("code/__torch__.py", e.entry());
    }
  }

  @Test
  void unspoiltItIsRead() throws IOException {
    try (TorchArchive archive = TorchArchive.open(Refusal.write(folder, image().bytes()))) {
      assertEquals(20 * 40, archive.source("__torch__").orElseThrow().text().length());
    }
  }

  static Stream<Arguments> names() {
    return Stream.of(
        arguments("m/../data/0", "'.' or '..'"),
        arguments("m/..", "'.' or '..'"),
        arguments("../m/x", "'.' or '..'"),
        arguments("m/./x", "'.' or '..'"),
        arguments("m//x", "an empty part"),
        arguments("/m/x", "an empty part"),
        arguments("/", "an empty part"),
        arguments("", "an empty part"),
        arguments("x", "one top folder"),
        arguments("n/x", "one top folder, which is 'm'"),
        arguments("m\\..\\x", "a character that names may not have"),
        arguments("c:/x", "a character that names may not have"),
        arguments("m/x\0.py", "a character that names may not have"),
        arguments("m/x\n", "a character that names may not have"),
        arguments("m/version", "this entry twice"),
        arguments("m/" + "x".repeat(1100), "a name of 1102 bytes"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameThatLeadsElsewhereIsRefused(String name, String expected) {
    Refusal.of(folder, Archives.of(Archives.none(), Archives.text(name, "3")), expected);
  }

  @Test
  void aNameThatIsNotUtf8IsRefused() {
    ZipImage zip = image();
    zip.put16(zip.central(0) + 46 + 2, 0xC0C0).put16(zip.local(0) + 30 + 2, 0xC0C0);
    Refusal.of(folder, zip.bytes(), "an entry's name is not UTF-8");
  }

  @Test
  void whateverFollowsOrPrecedesTheFileIsRefused() {
    byte[] good = image().bytes();
    Refusal.of(folder, Arrays.copyOf(good, good.length + 1), "expected the end of a zip file");
    byte[] shifted = new byte[good.length + 64];
    System.arraycopy(good, 0, shifted, 64, good.length);
    Refusal.of(folder, shifted, "right before its locator");
  }

  @Test
  void aFileThatIsCutOffAnywhereIsRefused() {
    byte[] good = image().bytes();
    for (int length = 0; length < good.length; length += length < good.length - 200 ? 23 : 3) {
      Refusal.of(folder, Arrays.copyOf(good, length));
    }
  }

  @Test
  void whatAnotherFormatWritesIsRefused() {
    Refusal.of(folder, PickleCode.begin().ops("N").end(), "before PyTorch 1.6");
  }

  @Test
  void entriesThatOverlapAreRefused() {
    ZipImage zip = image();
    Refusal.of(
        folder,
        zip.put32(zip.central(VERSION) + 42, zip.local(PICKLE)).bytes(),
        "its own header has another name");
  }

  @Test
  void oneEntryInAnotherIsRefused() {
    ZipImage inner = ZipImage.of(List.of(Archives.text("m/x", "y")));
    byte[] header = Arrays.copyOf(inner.bytes(), inner.data(0) + 1);
    ZipImage zip =
        ZipImage.of(
            Archives.parts(
                Archives.none(), new Part("m/outer", header), Archives.text("m/x", "y")));
    zip.put32(zip.central(3) + 42, zip.data(2));
    Refusal.of(folder, zip.bytes(), "before the end of another entry");
  }

  @Test
  void moreEntriesThanAllowedAreRefused() throws IOException {
    ArchiveLimits few = new ArchiveLimits(2, 8, 1 << 20, 0, 1 << 20, 0);
    Path file = Refusal.write(folder, image().bytes());
    MalformedFileException e =
        assertThrows(MalformedFileException.class, () -> TorchArchive.open(file, few));
    assertTrue(e.getMessage().contains("3 entries, more than the 2"), e.getMessage());
  }

  @Test
  void anEntryThatInflatesBeyondItsLimitIsRefused() throws IOException {
    byte[] large = new byte[9 << 20];
    Path file =
        Refusal.write(
            folder, Archives.of(Archives.none(), new Part("m/code/__torch__.py", large, true)));
    try (TorchArchive archive = TorchArchive.open(file)) {
      MalformedFileException e =
          assertThrows(MalformedFileException.class, () -> archive.source("__torch__"));
      assertTrue(e.getMessage().contains("more than the 8388608 that are allowed"), e.getMessage());
    }
  }

  @Test
  void aSizeBeyondAllNumbersDoesNotBuyHeap() throws IOException {
    List<Part> parts =
        List.of(new Part("m/data.pkl", Archives.none()), Archives.text("m/code/a.py", "x"));
    ZipImage zip = ZipImage.wide(parts);
    int field = zip.central(1) + 46 + "m/code/a.py".length();
    zip.put16(zip.central(1) + 10, 8).put16(zip.local(1) + 8, 8);
    zip.put64(field + 4, 1L << 62).put64(zip.data(1) - 16, 1L << 62);
    try (TorchArchive archive = TorchArchive.open(Refusal.write(folder, zip.bytes()))) {
      MalformedFileException e =
          assertThrows(MalformedFileException.class, () -> archive.source("a"));
      assertTrue(
          e.getMessage().contains("4611686018427387904 bytes when inflated"), e.getMessage());
    }
  }

  @Test
  void manyEntriesThatInflateToMuchAreRefusedTogether() throws IOException {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      parts.add(new Part("m/code/m" + i + ".py", new byte[2 << 20], true));
    }
    byte[] content = Archives.of(Archives.none(), parts.toArray(Part[]::new));
    try (TorchArchive archive = TorchArchive.open(Refusal.write(folder, content))) {
      MalformedFileException e =
          assertThrows(
              MalformedFileException.class,
              () -> {
                for (String module : archive.modules()) {
                  archive.source(module);
                }
              });
      assertTrue(e.getMessage().contains("bytes of heap"), e.getMessage());
    }
  }

  @Test
  void anEntryThatClaimsMoreThanDeflateCanMakeIsRefused() throws IOException {
    ZipImage zip = image();
    zip.put32(zip.central(CODE) + 24, 4 << 20);
    try (TorchArchive archive = TorchArchive.open(Refusal.write(folder, zip.bytes()))) {
      MalformedFileException e =
          assertThrows(MalformedFileException.class, () -> archive.source("__torch__"));
      assertTrue(e.getMessage().contains("do not inflate to 4194304"), e.getMessage());
    }
  }

  @Test
  void foldersAreAllowedAndEmpty() throws IOException {
    byte[] content = Archives.of(Archives.none(), Archives.text("m/data/", ""));
    TorchArchive.open(Refusal.write(folder, content)).close();
    Refusal.of(
        folder,
        Archives.of(Archives.none(), Archives.text("m/data/", "x")),
        "a folder has no content");
  }
}
