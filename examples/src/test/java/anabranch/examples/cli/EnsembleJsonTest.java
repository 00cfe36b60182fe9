package anabranch.examples.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --json FILE}: whole or not at all, and of the shape that docs/ensemble-json.md gives. */
final class EnsembleJsonTest {
  @TempDir Path dir;

  @Test
  void theFileHasTheDocumentedFields() throws IOException {
    Path file = dir.resolve("out.json");
    Cli.Result result = Cli.tinyEnsemble("--threads=2", "--repeat=2", "--json=" + file);
    assertEquals(0, result.status(), result.err());
    Map<String, Object> json = object(parse(Files.readString(file)));
    assertAll(
        () ->
            assertEquals(
                List.of(
                    "device",
                    "precision",
                    "precision_permitted",
                    "shape",
                    "gflop",
                    "modes",
                    "first_run_s",
                    "max_abs_diff",
                    "environment"),
                List.copyOf(json.keySet())),
        () -> assertEquals("cpu", json.get("device")),
        () -> assertEquals("fp32", json.get("precision")),
        () -> assertEquals("fp32", json.get("precision_permitted")),
        () ->
            assertEquals(
                Map.of("members", 2.0, "steps", 3.0, "batch", 2.0, "hidden", 8.0),
                json.get("shape")),
        () -> assertEquals(2 * 2 * 3 * 2 * (2.0 * 8 * 4 * 8 * 2) / 1e9, json.get("gflop")),
        () -> assertEquals(0.0, json.get("max_abs_diff")));
  }

  @Test
  void aCoarserPrecisionIsAPermissionThatTheCpuDoesNotUse() throws IOException {
    Path file = dir.resolve("out.json");
    Cli.Result result = Cli.tinyEnsemble("--precision=tf32", "--repeat=1", "--json=" + file);
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains(", fp32 (the device has no tf32)\n"), result.out());
    Map<String, Object> json = object(parse(Files.readString(file)));
    assertEquals("fp32", json.get("precision"));
    assertEquals("tf32", json.get("precision_permitted"));
  }

  @Test
  void eachModeHasItsTimes() throws IOException {
    Path file = dir.resolve("out.json");
    Cli.tinyEnsemble("--threads=2", "--repeat=2", "--json=" + file);
    List<Map<String, Object>> modes = new ArrayList<>();
    for (Object mode : (List<?>) object(parse(Files.readString(file))).get("modes")) {
      modes.add(object(mode));
    }
    assertEquals(
        List.of("sequential_one_thread", "sequential", "directions", "members"),
        modes.stream().map(mode -> mode.get("mode")).toList());
    for (Map<String, Object> mode : modes) {
      assertEquals(Set.of("mode", "median_s", "min_s", "runs"), mode.keySet());
      assertEquals(2.0, mode.get("runs"));
      double min = (double) mode.get("min_s");
      assertTrue(min > 0 && min <= (double) mode.get("median_s"), mode.toString());
    }
  }

  @Test
  void anOlderFileIsReplacedAndNoDraftIsLeft() throws IOException {
    Path file = Files.writeString(dir.resolve("out.json"), "old");
    assertEquals(0, Cli.tinyEnsemble("--mode=members", "--json=" + file).status());
    assertTrue(Files.readString(file).startsWith("{"));
    assertEquals(List.of(file), files());
  }

  @Test
  void afterAFailureTheOlderFileStands() throws IOException {
    Path file = Files.writeString(dir.resolve("out.json"), "old");
    assertEquals(1, Cli.run("ensemble", "--device=cuda:9", "--json=" + file).status());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void aPlaceThatCannotBeWrittenIsFoundOutBeforeTheRun() throws IOException {
    Path noDirectory = dir.resolve("missing").resolve("out.json");
    Path underFile = Files.writeString(dir.resolve("file"), "").resolve("out.json");
    for (Path path : List.of(noDirectory, underFile, dir)) {
      Cli.Result result = Cli.run("ensemble", "--json=" + path);
      assertAll(
          () -> assertEquals(1, result.status()),
          () -> assertEquals("", result.out()),
          () -> assertEquals(1, result.errLines().size(), result.err()),
          () -> assertTrue(result.err().startsWith("anabranch: cannot write " + path)));
    }
    assertFalse(Files.exists(noDirectory.getParent()));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.toList();
    }
  }

  @SuppressWarnings("unchecked") // JSON's objects are read as maps
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  private static Object parse(String text) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      Object value = value(parser);
      assertEquals(null, parser.nextToken(), "text after the JSON value");
      return value;
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          map.put(name, value(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      default -> parser.getText();
    };
  }
}
