package anabranch.io;

import anabranch.Tensor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a model to several files and, last of all, their index. */
final class SafetensorsShards {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String INDEX_ENDING = ".safetensors.index.json";

  private SafetensorsShards() {}

  static void write(
      Path index, Map<String, Tensor> tensors, Map<String, String> metadata, long maxBytes)
      throws IOException {
    String name = index.getFileName().toString();
    if (!name.endsWith(INDEX_ENDING) || maxBytes <= 0) {
      throw new IllegalArgumentException(
          "expected a file called *%s and a positive size, got %s and %d"
              .formatted(INDEX_ENDING, index, maxBytes));
    }
    String stem = name.substring(0, name.length() - INDEX_ENDING.length());
    List<Map<String, Tensor>> shards = cut(tensors, maxBytes);
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < shards.size(); i++) {
      String file = "%s-%05d-of-%05d.safetensors".formatted(stem, i + 1, shards.size());
      SafetensorsWriter.write(index.resolveSibling(file), shards.get(i), metadata);
      shards.get(i).keySet().forEach(tensor -> files.put(tensor, file));
    }
    byte[] json = json(files, tensors);
    AtomicFile.write(index, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(json)));
  }

  /** In the map's order; a shard is only larger than {@code maxBytes} if it is a single tensor. */
  private static List<Map<String, Tensor>> cut(Map<String, Tensor> tensors, long maxBytes) {
    List<Map<String, Tensor>> shards = new ArrayList<>();
    Map<String, Tensor> shard = new LinkedHashMap<>();
    long room = maxBytes;
    for (Map.Entry<String, Tensor> e : tensors.entrySet()) {
      long bytes = SafetensorsWriter.bytes(e.getValue());
      if (bytes > room && !shard.isEmpty()) {
        shards.add(shard);
        shard = new LinkedHashMap<>();
        room = maxBytes;
      }
      shard.put(e.getKey(), e.getValue());
      room -= bytes;
    }
    shards.add(shard);
    return shards;
  }

  private static byte[] json(Map<String, String> files, Map<String, Tensor> tensors)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("metadata");
      json.writeNumberField(
          "total_size", tensors.values().stream().mapToLong(SafetensorsWriter::bytes).sum());
      json.writeEndObject();
      json.writeObjectFieldStart("weight_map");
      for (Map.Entry<String, String> e : files.entrySet()) {
        json.writeStringField(e.getKey(), e.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    return out.toByteArray();
  }
}
