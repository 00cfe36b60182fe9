package anabranch.io;

import anabranch.Tensor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes a safetensors file, one tensor at a time. */
final class SafetensorsWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** The header is padded to this, so that the data begins where any element may. */
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    List<Map.Entry<String, Tensor>> inOrder = new ArrayList<>(tensors.entrySet());
    inOrder.sort(Comparator.comparingInt(e -> -e.getValue().dtype().byteSize()));
    byte[] header = header(inOrder, metadata);
    AtomicFile.write(file, channel -> write(channel, header, inOrder));
  }

  private static byte[] header(
      List<Map.Entry<String, Tensor>> tensors, Map<String, String> metadata) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(SafetensorsHeader.METADATA);
        for (Map.Entry<String, String> e : metadata.entrySet()) {
          json.writeStringField(e.getKey(), e.getValue());
        }
        json.writeEndObject();
      }
      long at = 0;
      for (Map.Entry<String, Tensor> e : tensors) {
        at = entry(json, e.getKey(), e.getValue(), at);
      }
      json.writeEndObject();
    }
    return padded(out.toByteArray());
  }

  private static long entry(JsonGenerator json, String name, Tensor tensor, long begin)
      throws IOException {
    if (name.equals(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException(
          "a tensor cannot be called __metadata__ in a safetensors file");
    }
    long end = Math.addExact(begin, bytes(tensor));
    json.writeObjectFieldStart(name);
    json.writeStringField("dtype", tensor.dtype().name());
    json.writeFieldName("shape");
    json.writeArray(tensor.shape().sizes(), 0, tensor.rank());
    json.writeFieldName("data_offsets");
    json.writeArray(new long[] {begin, end}, 0, 2);
    json.writeEndObject();
    return end;
  }

  private static byte[] padded(byte[] json) {
    int length = Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT;
    if (length > SafetensorsHeader.MAX_BYTES) {
      throw new IllegalArgumentException(
          "names, shapes and metadata take %d bytes, a safetensors file has room for %d"
              .formatted(length, SafetensorsHeader.MAX_BYTES));
    }
    byte[] header = Arrays.copyOf(json, length);
    Arrays.fill(header, json.length, length, (byte) ' ');
    return header;
  }

  private static void write(
      FileChannel channel, byte[] header, List<Map.Entry<String, Tensor>> tensors)
      throws IOException {
    ByteBuffer length =
        ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    AtomicFile.writeFully(channel, length.putLong(0, header.length));
    AtomicFile.writeFully(channel, ByteBuffer.wrap(header));
    for (Map.Entry<String, Tensor> e : tensors) {
      write(channel, e.getValue());
    }
  }

  /** One tensor is in host memory at a time, outside of the heap. */
  private static void write(FileChannel channel, Tensor tensor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(bytes(tensor), Long.BYTES);
      tensor.read(bytes);
      long most = Integer.MAX_VALUE & -ALIGNMENT;
      for (long at = 0; at < bytes.byteSize(); at += most) {
        long count = Math.min(most, bytes.byteSize() - at);
        AtomicFile.writeFully(channel, bytes.asSlice(at, count).asByteBuffer());
      }
    }
  }

  static long bytes(Tensor tensor) {
    return Math.multiplyExact(tensor.numel(), (long) tensor.dtype().byteSize());
  }
}
