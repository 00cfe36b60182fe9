package anabranch.io;

import anabranch.shape.DType;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The start of a safetensors file: 8 bytes of length, then so many bytes of JSON that say where in
 * the rest each tensor is. Checked in full before any of it is believed.
 *
 * @param entries the tensors by name, in the header's order; their offsets count from the file's
 *     start
 * @param metadata the strings that the writer added
 */
record SafetensorsHeader(Map<String, Safetensors.Entry> entries, Map<String, String> metadata) {
  /** The most bytes of JSON, as in the reference implementation. */
  static final long MAX_BYTES = 100_000_000;

  static final String METADATA = "__metadata__";
  static final int LENGTH_BYTES = 8;

  /** An entry, its name's places in tables, and what making it takes. */
  private static final long HEAP_PER_ENTRY = 1_500;

  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static SafetensorsHeader read(Path file, MemorySegment whole) throws MalformedFileException {
    if (whole.byteSize() < LENGTH_BYTES) {
      throw new MalformedFileException(
          file,
          null,
          0,
          "expected 8 bytes with the header's length, the file has " + whole.byteSize());
    }
    long length = whole.get(LENGTH, 0);
    if (length < 0 || length > MAX_BYTES) {
      throw new MalformedFileException(
          file,
          null,
          0,
          "the header's length is %s bytes, more than the %d that are allowed"
              .formatted(Long.toUnsignedString(length), MAX_BYTES));
    }
    if (length > whole.byteSize() - LENGTH_BYTES) {
      throw new MalformedFileException(
          file,
          null,
          0,
          "the header's length is %d bytes, but the file has only %d after it"
              .formatted(length, whole.byteSize() - LENGTH_BYTES));
    }
    long data = LENGTH_BYTES + length;
    SafetensorsHeader header =
        JsonText.read(
            file,
            whole.asSlice(LENGTH_BYTES, length).asByteBuffer(),
            LENGTH_BYTES,
            HeapBudget.of(file, whole.byteSize()),
            json -> parse(json, data));
    checkTiling(file, header.entries, data, whole.byteSize());
    return header;
  }

  private static SafetensorsHeader parse(JsonText json, long data) throws IOException {
    Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    Map<String, String> metadata = Map.of();
    json.enter(JsonToken.START_OBJECT);
    for (String name = json.key(); name != null; name = json.key()) {
      json.entry(name);
      if (name.equals(METADATA)) {
        metadata = strings(json);
      } else {
        entries.put(name, entry(json, data));
      }
      json.entry(null);
    }
    return new SafetensorsHeader(
        Collections.unmodifiableMap(entries), Collections.unmodifiableMap(metadata));
  }

  private static Map<String, String> strings(JsonText json) throws IOException {
    Map<String, String> strings = new LinkedHashMap<>();
    json.enter(JsonToken.START_OBJECT);
    for (String key = json.key(); key != null; key = json.key()) {
      strings.put(key, json.string());
    }
    return strings;
  }

  private static Safetensors.Entry entry(JsonText json, long data) throws IOException {
    json.charge(HEAP_PER_ENTRY);
    DType dtype = null;
    Shape shape = null;
    long[] offsets = null;
    json.enter(JsonToken.START_OBJECT);
    for (String key = json.key(); key != null; key = json.key()) {
      switch (key) {
        case "dtype" -> dtype = dtype(json);
        case "shape" -> shape = shape(json);
        case "data_offsets" -> offsets = sizes(json, 2);
        default ->
            throw json.malformed(
                "expected dtype, shape and data_offsets, got the key '%s'"
                    .formatted(MalformedFileException.excerpt(key)));
      }
    }
    if (dtype == null || shape == null || offsets == null) {
      throw json.malformed("expected dtype, shape and data_offsets, at least one is missing");
    }
    return entry(json, dtype, shape, offsets, data);
  }

  private static Safetensors.Entry entry(
      JsonText json, DType dtype, Shape shape, long[] offsets, long data)
      throws MalformedFileException {
    if (offsets.length != 2 || offsets[0] > offsets[1]) {
      throw json.malformed(
          "expected data_offsets of a begin and an end not before it, got "
              + Arrays.toString(offsets));
    }
    long bytes = offsets[1] - offsets[0];
    if (Math.multiplyHigh(shape.numel(), (long) dtype.byteSize()) != 0
        || shape.numel() * dtype.byteSize() != bytes) {
      throw json.malformed(
          "%s elements of shape %s do not fill the %d bytes of data_offsets %s"
              .formatted(dtype, shape, bytes, Arrays.toString(offsets)));
    }
    if (offsets[1] > Long.MAX_VALUE - data) {
      throw json.malformed("data_offsets %s exceed any file".formatted(Arrays.toString(offsets)));
    }
    return new Safetensors.Entry(dtype, shape, data + offsets[0], bytes);
  }

  private static DType dtype(JsonText json) throws IOException {
    String name = json.string();
    for (DType dtype : DType.values()) {
      if (dtype.name().equals(name)) {
        return dtype;
      }
    }
    throw json.malformed(
        "dtype '%s' is not one that this engine has, which are %s"
            .formatted(MalformedFileException.excerpt(name), Arrays.toString(DType.values())));
  }

  private static Shape shape(JsonText json) throws IOException {
    try {
      return Shape.of(sizes(json, Shape.MAX_RANK));
    } catch (ShapeException e) {
      throw json.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static long[] sizes(JsonText json, int most) throws IOException {
    long[] sizes = new long[most];
    int n = 0;
    json.enter(JsonToken.START_ARRAY);
    for (long size = json.sizeOrEnd(); size >= 0; size = json.sizeOrEnd()) {
      if (n == most) {
        throw json.malformed("expected an array of at most " + most + " numbers");
      }
      sizes[n++] = size;
    }
    return Arrays.copyOf(sizes, n);
  }

  /** Every byte after the header belongs to exactly one tensor. */
  private static void checkTiling(
      Path file, Map<String, Safetensors.Entry> entries, long data, long end)
      throws MalformedFileException {
    List<Map.Entry<String, Safetensors.Entry>> inOrder = new ArrayList<>(entries.entrySet());
    inOrder.sort(
        Comparator.comparingLong((Map.Entry<String, Safetensors.Entry> e) -> e.getValue().offset())
            .thenComparingLong(e -> e.getValue().bytes()));
    long at = data;
    @Nullable String previous = null;
    for (Map.Entry<String, Safetensors.Entry> e : inOrder) {
      Safetensors.Entry entry = e.getValue();
      if (entry.offset() != at) {
        throw new MalformedFileException(
            file,
            e.getKey(),
            entry.offset(),
            "its bytes begin %s %s, at %d"
                .formatted(
                    entry.offset() < at ? "before the end of" : "after a hole behind",
                    previous == null ? "the header" : "'" + previous + "'",
                    at));
      }
      at += entry.bytes();
      previous = e.getKey();
      if (at > end) {
        throw new MalformedFileException(
            file,
            e.getKey(),
            entry.offset(),
            "its bytes end at %d, the file at %d".formatted(at, end));
      }
    }
    if (at != end) {
      throw new MalformedFileException(
          file, previous, at, "%d bytes after the last tensor belong to none".formatted(end - at));
    }
  }
}
