package anabranch.io;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The index of a model in several files: which tensor is in which, {@code weight_map} in the JSON.
 */
final class SafetensorsIndex {
  private SafetensorsIndex() {}

  /** The file's name for each tensor's. A file can only be one in the index's own folder. */
  static Map<String, String> read(Path index, MemorySegment whole) throws MalformedFileException {
    if (whole.byteSize() > SafetensorsHeader.MAX_BYTES) {
      throw new MalformedFileException(
          index,
          null,
          0,
          "the index has %d bytes, more than the %d that are allowed"
              .formatted(whole.byteSize(), SafetensorsHeader.MAX_BYTES));
    }
    return JsonText.read(
        index,
        whole.asByteBuffer(),
        0,
        HeapBudget.of(index, whole.byteSize()),
        SafetensorsIndex::parse);
  }

  private static Map<String, String> parse(JsonText json) throws IOException {
    Map<String, String> files = null;
    json.enter(JsonToken.START_OBJECT);
    for (String key = json.key(); key != null; key = json.key()) {
      if (key.equals("weight_map")) {
        files = weightMap(json);
      } else {
        json.skip();
      }
    }
    if (files == null) {
      throw json.malformed("expected a key 'weight_map', there is none");
    }
    return files;
  }

  private static Map<String, String> weightMap(JsonText json) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    json.enter(JsonToken.START_OBJECT);
    for (String name = json.key(); name != null; name = json.key()) {
      json.entry(name);
      String file = json.string();
      if (!isPlainName(file)) {
        throw json.malformed(
            "expected the name of a .safetensors file in the same folder, got '"
                + MalformedFileException.excerpt(file)
                + "'");
      }
      files.put(name, file);
      json.entry(null);
    }
    return files;
  }

  /** Neither a path nor anything that a file system may take for one. */
  private static boolean isPlainName(String file) {
    return file.endsWith(".safetensors")
        && file.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ');
  }
}
