package anabranch.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A safetensors file is taken as a whole or refused with one type of exception, and harms nothing.
 */
final class MalformedSafetensorsTest {
  @TempDir private Path folder;

  static Stream<Arguments> headers() {
    return Stream.of(
        bad("[]", 0, "expected a JSON object"),
        bad("", 0, "expected a JSON object"),
        bad(" {}", 0, "expected a JSON object"),
        bad("{", 0, "end-of-input"),
        bad("{}x", 0, "Unrecognized token"),
        bad("{} {}", 0, "nothing but spaces"),
        bad("{}\0\0", 0, "Illegal character"),
        bad("{'a':1}", 0, "Unexpected character"),
        bad("{\"a\":1}", 0, "entry 'a'", "expected a JSON object, got '1'"),
        bad("{\"a\":null}", 0, "entry 'a'", "expected a JSON object"),
        bad("{\"a\":{}}", 0, "entry 'a'", "at least one is missing"),
        bad(entry("\"F32\"", "[1]", "[0,4]") + "", 3, "end at"),
        bad(entry("\"F32\"", "[1]", "[0,4]"), 5, "1 bytes after the last tensor"),
        bad(entry("\"F32\"", "[1]", "[4,8]"), 8, "after a hole behind the header"),
        bad(entry("\"F32\"", "[2]", "[0,4]"), 4, "do not fill the 4 bytes"),
        bad(entry("\"F32\"", "[]", "[0,8]"), 8, "do not fill the 8 bytes"),
        bad(entry("\"F32\"", "[1]", "[4,0]"), 4, "an end not before it"),
        bad(entry("\"F32\"", "[1]", "[0]"), 4, "a begin and an end"),
        bad(entry("\"F32\"", "[1]", "[0,4,4]"), 4, "at most 2 numbers"),
        bad(entry("\"F32\"", "[1]", "[0,\"4\"]"), 4, "expected a whole number, got '4'"),
        bad(entry("\"F32\"", "[1]", "[0,4.0]"), 4, "expected a whole number, got '4.0'"),
        bad(entry("\"F32\"", "[1]", "[-4,0]"), 4, "not negative, got -4"),
        bad(entry("\"F32\"", "[-1]", "[0,4]"), 4, "not negative, got -1"),
        bad(entry("\"F32\"", "[1,[1]]", "[0,4]"), 4, "expected a whole number"),
        bad(entry("\"F32\"", "{}", "[0,4]"), 4, "expected a JSON array"),
        bad(entry("\"F32\"", "[4294967296,4294967296]", "[0,0]"), 0, "exceeds 2^63 - 1"),
        bad(entry("\"F32\"", "[4611686018427387904]", "[0,0]"), 0, "do not fill the 0 bytes"),
        bad(entry("\"F32\"", "[18446744073709551617]", "[0,4]"), 4, "out of range"),
        bad(entry("\"U8\"", "[9223372036854775807]", "[0,9223372036854775807]"), 1, "exceed any"),
        bad(entry("\"F32\"", "[" + "1,".repeat(64) + "1]", "[0,4]"), 4, "at most 64 numbers"),
        bad(entry("\"I8\"", "[1]", "[0,1]"), 1, "entry 't'", "dtype 'I8' is not one"),
        bad(entry("\"F8_E4M3\"", "[1]", "[0,1]"), 1, "entry 't'", "dtype 'F8_E4M3'"),
        bad(entry("\"f32\"", "[1]", "[0,4]"), 4, "entry 't'", "dtype 'f32'"),
        bad(entry("32", "[1]", "[0,4]"), 4, "expected a string, got '32'"),
        bad("{\"t\":{\"dtype\":\"U8\",\"shape\":[0],\"x\":0}}", 0, "got the key 'x'"),
        bad("{\"t\":{\"dtype\":\"U8\",\"dtype\":\"U8\"}}", 0, "Duplicate field 'dtype'"),
        bad("{\"t\":" + U8_0 + ",\"t\":" + U8_0 + "}", 0, "Duplicate field 't'"),
        bad("{\"__metadata__\":{\"a\":\"b\",\"a\":\"c\"}}", 0, "Duplicate field 'a'"),
        bad("{\"__metadata__\":{\"a\":1}}", 0, "entry '__metadata__'", "expected a string"),
        bad("{\"__metadata__\":[]}", 0, "entry '__metadata__'", "expected a JSON object"),
        bad(
            "{\"a\":" + two(0, 2) + ",\"b\":" + two(1, 3) + "}",
            3,
            "entry 'b'",
            "before the end of 'a'"),
        bad("{\"a\":" + two(0, 2) + ",\"b\":" + two(0, 2) + "}", 2, "before the end of"),
        bad("{\"a\":" + two(0, 2) + ",\"b\":" + two(3, 5) + "}", 5, "after a hole behind 'a'"),
        bad("{\"t\":" + "[".repeat(5_000), 0, "expected a JSON object"),
        bad("{\"__metadata__\":{\"" + "x".repeat(60_000) + "\":\"\"}}", 0, "Name length"),
        bad(entry("\"F32\"", "[" + "9".repeat(5_000) + "]", "[0,4]"), 4, "Number value length"));
  }

  private static final String U8_0 = "{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}";

  private static String entry(String dtype, String shape, String offsets) {
    return "{\"t\":{\"dtype\":%s,\"shape\":%s,\"data_offsets\":%s}}"
        .formatted(dtype, shape, offsets);
  }

  private static String two(int begin, int end) {
    return "{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[%d,%d]}".formatted(begin, end);
  }

  private static Arguments bad(String header, int data, String... expected) {
    return arguments(header, data, expected);
  }

  @ParameterizedTest
  @MethodSource("headers")
  void isRefusedAndSaysWhy(String header, int data, String[] expected) {
    Path file = Bytes.write(folder, "bad.safetensors", Bytes.file(header, data));

    MalformedFileException e = assertThrows(MalformedFileException.class, () -> open(file));

    assertEquals(file, e.file());
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    for (String part : expected) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }

  @Test
  void aHeaderThatIsNotUtf8IsRefused() {
    byte[] header = "{\"\u00e9\":1}".getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(Bytes.file(header.length, header, 0), "not UTF-8");
  }

  @Test
  void aHeaderInUtf16IsRefused() {
    byte[] header = "{}".getBytes(StandardCharsets.UTF_16LE);
    assertRefused(Bytes.file(header.length, header, 0), "Illegal character");
  }

  @Test
  void aFileWithoutALengthIsRefused() {
    assertRefused(new byte[0], "the file has 0");
    assertRefused(new byte[7], "the file has 7");
  }

  @Test
  void aLengthBeyondTheFileOrTheLimitIsRefused() {
    assertRefused(Bytes.file(3, new byte[] {'{', '}'}, 0), "the file has only 2");
    assertRefused(Bytes.file(100_000_001L, new byte[2], 0), "more than the 100000000");
    assertRefused(Bytes.file(-1, new byte[2], 0), "is 18446744073709551615 bytes");
    assertRefused(Bytes.file(Long.MIN_VALUE, new byte[2], 0), "is 9223372036854775808 bytes");
  }

  @Test
  void theOffsetCountsBytesThoughTheTextHasWideCharacters() {
    String header = "{\"__metadata__\":{\"\u00e9\ud83d\ude00\":\"\"},\"t\":7}";
    Path file = Bytes.write(folder, "bad.safetensors", Bytes.file(header, 0));

    MalformedFileException e = assertThrows(MalformedFileException.class, () -> open(file));

    byte[] before = header.substring(0, header.indexOf('7')).getBytes(StandardCharsets.UTF_8);
    assertEquals("t", e.entry());
    assertEquals(8 + before.length, e.offset());
  }

  @Test
  void aMissingFileIsAnIoException() {
    assertThrows(NoSuchFileException.class, () -> open(folder.resolve("none.safetensors")));
  }

  @Test
  void spacesMayFollowTheHeader() throws IOException {
    Path file = Bytes.write(folder, "ok.safetensors", Bytes.file("{}      ", 0));
    try (Safetensors tensors = Safetensors.open(file)) {
      assertTrue(tensors.names().isEmpty());
    }
  }

  @Test
  void whateverIsDoneToAFileItLoadsOrIsRefused() throws IOException {
    byte[] good =
        Bytes.file(
            "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[8,11]}}"
                + " ",
            11);
    Random random = new Random(1);
    int refused = 0;
    int rounds = 2_000;
    for (int i = 0; i < rounds; i++) {
      byte[] changed = mutate(good, random);
      try {
        readAll(Files.write(folder.resolve("m.safetensors"), changed));
      } catch (MalformedFileException e) {
        refused++;
      }
    }
    assertTrue(refused > rounds / 2, refused + " refused");
    assertTrue(refused < rounds, "all refused: the rest is not reached");
  }

  private static byte[] mutate(byte[] good, Random random) {
    byte[] changed = good.clone();
    int kind = random.nextInt(4);
    if (kind == 0) {
      return Arrays.copyOf(changed, random.nextInt(good.length));
    }
    for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
      int at = random.nextInt(good.length);
      changed[at] =
          kind == 1 ? (byte) random.nextInt() : (byte) (changed[at] ^ (1 << random.nextInt(8)));
    }
    return changed;
  }

  private static void readAll(Path file) throws IOException {
    try (Safetensors tensors = Safetensors.open(file)) {
      for (String name : tensors.names()) {
        var bytes = tensors.bytes(name);
        for (long i = 0; i < bytes.byteSize(); i++) {
          bytes.get(ValueLayout.JAVA_BYTE, i);
        }
      }
    }
  }

  private void assertRefused(byte[] content, String expected) {
    Path file = Bytes.write(folder, "bad.safetensors", content);
    MalformedFileException e = assertThrows(MalformedFileException.class, () -> open(file));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  private static void open(Path file) throws IOException {
    Safetensors.open(file).close();
  }
}
