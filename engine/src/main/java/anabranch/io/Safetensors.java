package anabranch.io;

import anabranch.Device;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tensors in a file of the safetensors format, or in several with an index beside them. The file is
 * mapped, not read: opening it costs as much as its header, and a tensor goes to its device without
 * a copy on the heap. Opening checks everything but the tensors' bytes; nothing in the file is run.
 *
 * <p>May be used by several threads at once. Tensors that were loaded outlive {@link #close}. The
 * file must not be cut off while it is open, which no mapping survives.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">The format</a>
 */
public final class Safetensors implements AutoCloseable {
  private final Arena arena;
  private final Map<String, Located> located;
  private final Map<String, String> metadata;

  /**
   * Where a tensor is in its file.
   *
   * @param dtype the type of its elements
   * @param shape its sizes
   * @param offset where its bytes begin, from the start of the file
   * @param bytes how many there are
   */
  public record Entry(DType dtype, Shape shape, long offset, long bytes) {}

  /** An entry and the mapped file that it is in. */
  private record Located(Path file, MemorySegment whole, Entry entry) {}

  private Safetensors(Arena arena, Map<String, Located> located, Map<String, String> metadata) {
    this.arena = arena;
    this.located = Collections.unmodifiableMap(located);
    this.metadata = Collections.unmodifiableMap(metadata);
  }

  /**
   * Opens {@code file}: one with tensors, or, if its name ends with {@code .json}, the index of
   * several in the same folder, such as {@code model.safetensors.index.json}.
   *
   * @throws MalformedFileException if it is not such a file in every respect, or has tensors of a
   *     type that is not a {@link DType}
   * @throws IOException if it cannot be read
   */
  @SuppressWarnings("MustBeClosedChecker") // what is returned closes the arena
  public static Safetensors open(Path file) throws IOException {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new UnsupportedOperationException(
          "safetensors files hold little-endian numbers, this machine has big-endian ones");
    }
    Arena arena = Arena.ofShared();
    try {
      return file.toString().endsWith(".json") ? openIndex(file, arena) : openOne(file, arena);
    } catch (Throwable e) {
      arena.close();
      throw e;
    }
  }

  private static Safetensors openOne(Path file, Arena arena) throws IOException {
    MemorySegment whole = map(file, arena);
    SafetensorsHeader header = SafetensorsHeader.read(file, whole);
    Map<String, Located> located = LinkedHashMap.newLinkedHashMap(header.entries().size());
    header.entries().forEach((name, entry) -> located.put(name, new Located(file, whole, entry)));
    return new Safetensors(arena, located, header.metadata());
  }

  private static Safetensors openIndex(Path index, Arena arena) throws IOException {
    Map<String, Located> located = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Safetensors> shards = new LinkedHashMap<>();
    for (Map.Entry<String, String> e : SafetensorsIndex.read(index, map(index, arena)).entrySet()) {
      Safetensors shard = shards.get(e.getValue());
      if (shard == null) {
        shard = openOne(index.resolveSibling(e.getValue()), arena);
        shards.put(e.getValue(), shard);
        shard.metadata.forEach(metadata::putIfAbsent);
      }
      Located there = shard.located.get(e.getKey());
      if (there == null) {
        throw new MalformedFileException(
            index,
            e.getKey(),
            MalformedFileException.NOWHERE,
            "expected it in " + e.getValue() + ", which does not have it");
      }
      located.put(e.getKey(), there);
    }
    return new Safetensors(arena, located, metadata);
  }

  private static MemorySegment map(Path file, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  /**
   * Writes {@code tensors} to {@code file}, which appears, or replaces an older one, only once it
   * is complete. Each tensor begins at a multiple of its element's size; those of larger elements
   * come first, else the map's order is kept. Tensors need not be contiguous, and may be on any
   * device.
   *
   * @param metadata strings to add, may be empty
   * @throws IllegalArgumentException if a name is {@code __metadata__}, or the names and the
   *     metadata exceed the format's limit of 100 MB
   * @throws IOException if it cannot be written; then there is no new file
   */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    SafetensorsWriter.write(file, tensors, metadata);
  }

  /** As {@link #write(Path, Map, Map)} without metadata. */
  public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    write(file, tensors, Map.of());
  }

  /**
   * Writes {@code tensors} to several files beside {@code index}, and then the index. Each takes
   * tensors in the map's order while they fit.
   *
   * @param index its name must end with {@code .safetensors.index.json}; the files are called after
   *     it, {@code model-00001-of-00002.safetensors}
   * @param metadata strings to add to each file, may be empty
   * @param maxBytes the most bytes of tensors in a file, unless one tensor alone has more
   * @throws IOException if one cannot be written; then there is no new index
   */
  public static void writeSharded(
      Path index, Map<String, Tensor> tensors, Map<String, String> metadata, long maxBytes)
      throws IOException {
    SafetensorsShards.write(index, tensors, metadata, maxBytes);
  }

  /** The tensors' names, in the header's order. */
  public Set<String> names() {
    return located.keySet();
  }

  /** The strings that the writer added; of several files', a key's first. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * What is known of a tensor without its bytes.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Entry entry(String name) {
    return locate(name).entry;
  }

  /**
   * A tensor's bytes in the mapped file, little-endian, rows one after the other. Not writable, and
   * gone with {@link #close}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public MemorySegment bytes(String name) {
    Located there = locate(name);
    return there.whole.asSlice(there.entry.offset(), there.entry.bytes());
  }

  /**
   * Copies a tensor to {@code device}; it belongs to the current scope.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws MalformedFileException if it is of truth values and a byte of it is neither 0 nor 1
   */
  public Tensor load(String name, Device device) throws MalformedFileException {
    Located there = locate(name);
    MemorySegment bytes = bytes(name);
    if (there.entry.dtype() == DType.BOOL) {
      checkTruthValues(name, there, bytes);
    }
    return Tensors.of(device, there.entry.dtype(), there.entry.shape(), bytes);
  }

  /** Copies all tensors to {@code device}, as {@link #load(String, Device)} does. */
  public Map<String, Tensor> load(Device device) throws MalformedFileException {
    Map<String, Tensor> tensors = LinkedHashMap.newLinkedHashMap(located.size());
    for (String name : located.keySet()) {
      tensors.put(name, load(name, device));
    }
    return tensors;
  }

  private static void checkTruthValues(String name, Located there, MemorySegment bytes)
      throws MalformedFileException {
    for (long i = 0; i < bytes.byteSize(); i++) {
      int value = bytes.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
      if (value > 1) {
        throw new MalformedFileException(
            there.file,
            name,
            there.entry.offset() + i,
            "a truth value is a byte of 0 or 1, got " + value);
      }
    }
  }

  private Located locate(String name) {
    Located there = located.get(name);
    if (there == null) {
      throw new IllegalArgumentException(
          "there is no tensor '%s' in this file; it has %s"
              .formatted(name, some(located.keySet())));
    }
    return there;
  }

  private static String some(Set<String> names) {
    int most = 20;
    return names.size() <= most
        ? names.toString()
        : names.stream().limit(most).toList() + " and " + (names.size() - most) + " more";
  }

  /** Ends the mapping. Twice is harmless. */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
