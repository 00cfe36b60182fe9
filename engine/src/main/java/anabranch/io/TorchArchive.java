package anabranch.io;

import anabranch.Device;
import anabranch.Tensor;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file that PyTorch wrote: a TorchScript archive ({@code torch.jit.save}) or tensors in dicts and
 * lists ({@code torch.save}), in the zip format that both have had since PyTorch 1.6.
 *
 * <p>The file is mapped, not read: opening it costs as much as its values and directory. Nothing in
 * it is run: of pickle's opcodes and globals only a closed table is known, and the code of a
 * TorchScript archive is text here. All that opening does is bounded by {@link ArchiveLimits}.
 *
 * <p>May be used by several threads at once. Tensors that were loaded outlive {@link #close}. The
 * file must not be cut off while it is open or tensors of it live, which no mapping survives.
 */
public final class TorchArchive implements AutoCloseable {
  private final MappedFile file;
  private final ArchiveContent content;
  private final Map<String, Source> sources = new HashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private TorchArchive(MappedFile file, ArchiveContent content) {
    this.file = file;
    this.content = content;
  }

  /**
   * A file of the archive's code.
   *
   * @param entry the entry it is, without the top folder: {@code code/__torch__/a/b.py}
   * @param text its content
   */
  public record Source(String entry, String text) {}

  /** As {@link #open(Path, ArchiveLimits)} with {@link ArchiveLimits#DEFAULT}. */
  public static TorchArchive open(Path file) throws IOException {
    return open(file, ArchiveLimits.DEFAULT);
  }

  /**
   * Opens {@code file} and reads its values.
   *
   * @throws MalformedFileException if it is not such a file in every respect, asks for more than
   *     {@code limits}, or has tensors of a type that is not a {@link anabranch.shape.DType}
   * @throws IOException if it cannot be read
   */
  public static TorchArchive open(Path file, ArchiveLimits limits) throws IOException {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new UnsupportedOperationException(
          "archives hold little-endian numbers, this machine has big-endian ones");
    }
    MappedFile mapped = MappedFile.open(file);
    try {
      return new TorchArchive(mapped, ArchiveContent.read(mapped, limits));
    } catch (Throwable e) {
      mapped.release();
      throw e;
    }
  }

  /** The file, as it was named by the caller. */
  public Path file() {
    return file.path();
  }

  /** The version of the format, between 1 and 10; 0 if the file does not say. */
  public int version() {
    return content.version();
  }

  /** Whether it has code, and so is of {@code torch.jit.save}. */
  public boolean isScript() {
    return !modules().isEmpty();
  }

  /** What {@code data.pkl} holds: the module's object, or whatever was saved. */
  public PickledValue root() {
    return content.root();
  }

  /** What {@code CONSTANTS.c0} and so on of the code are; empty if there are none. */
  public List<PickledValue> constants() {
    return content.constants();
  }

  /** The names of the modules that it has code of, such as {@code __torch__.a.b}. */
  public Set<String> modules() {
    return content.code().keySet();
  }

  /**
   * The code of module {@code name}: {@code __torch__.a.b} holds the class {@code __torch__.a.b.C}.
   * Read at the first call.
   *
   * @throws MalformedFileException if it cannot be inflated, is not what its checksum says, is not
   *     UTF-8, or exceeds the limits
   */
  public Optional<Source> source(String name) throws MalformedFileException {
    checkOpen();
    ZipEntryInfo entry = content.code().get(name);
    if (entry == null) {
      return Optional.empty();
    }
    synchronized (sources) {
      Source source = sources.get(name);
      if (source == null) {
        source = new Source(entry.name(), content.zip().text(entry));
        sources.put(name, source);
      }
      return Optional.of(source);
    }
  }

  /**
   * All tensors of {@link #root} and {@link #constants} on {@code device}, by their (identical)
   * values; they belong to the current scope. Those that share a storage are views of one. Where
   * the device works in the host's memory, as the CPU does, and the storage is aligned to 64 bytes,
   * as PyTorch writes it, nothing is copied before it is first written.
   *
   * @throws MalformedFileException if a storage is of truth values and a byte of it is neither 0
   *     nor 1
   */
  public Map<PickledValue.TensorValue, Tensor> load(Device device) throws MalformedFileException {
    checkOpen();
    return new TensorLoader(file, device).load(content.tensors());
  }

  /**
   * The tensors of a file that holds a dict of them, such as {@code torch.save} makes of a {@code
   * state_dict()}, by name, on {@code device}; loaded as by {@link #load}.
   *
   * @throws MalformedFileException as {@link #load}, or if it holds something else
   */
  public Map<String, Tensor> stateDict(Device device) throws MalformedFileException {
    if (!(root() instanceof PickledValue.DictValue dict)) {
      throw file.malformed(
          "data.pkl",
          MalformedFileException.NOWHERE,
          "expected a dict of tensors, got " + PickleItem.kindOf(root()));
    }
    Map<String, PickledValue.TensorValue> named =
        LinkedHashMap.newLinkedHashMap(dict.entries().size());
    for (Map.Entry<PickledValue, PickledValue> entry : dict.entries().entrySet()) {
      if (!(entry.getKey() instanceof PickledValue.Text name)
          || !(entry.getValue() instanceof PickledValue.TensorValue tensor)) {
        throw file.malformed(
            "data.pkl",
            MalformedFileException.NOWHERE,
            "expected a dict of tensors by name, it has %s by %s"
                .formatted(PickleItem.kindOf(entry.getValue()), PickleItem.kindOf(entry.getKey())));
      }
      named.put(name.value(), tensor);
    }
    Map<PickledValue.TensorValue, Tensor> loaded = load(device);
    Map<String, Tensor> tensors = LinkedHashMap.newLinkedHashMap(named.size());
    named.forEach((name, tensor) -> tensors.put(name, loaded.get(tensor)));
    return tensors;
  }

  /**
   * An exception that says what is wrong with this file, for those who read its code.
   *
   * @param entry which entry, as in {@link Source}
   * @param offset where in its text, in characters, or {@link MalformedFileException#NOWHERE}
   */
  public MalformedFileException malformed(String entry, long offset, String problem) {
    return file.malformed(entry, offset, problem);
  }

  /** Ends the use of the file. Twice is harmless. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      file.release();
    }
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException(file.path() + " was closed");
    }
  }
}
