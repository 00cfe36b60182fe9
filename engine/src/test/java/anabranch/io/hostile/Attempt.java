package anabranch.io.hostile;

import anabranch.io.MalformedFileException;
import anabranch.io.PickledValue;
import anabranch.io.PickledValue.DictValue;
import anabranch.io.PickledValue.ListValue;
import anabranch.io.PickledValue.ObjectValue;
import anabranch.io.PickledValue.TensorValue;
import anabranch.io.PickledValue.TupleValue;
import anabranch.io.Safetensors;
import anabranch.io.TorchArchive;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads all of a file that may be hostile, and checks what is promised of that: it is read or
 * refused with the one exception, soon, and without much memory.
 */
public final class Attempt {
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long MOST_FREE_BYTES = 64L << 20;
  private static final int MOST_BYTES_PER_BYTE = 4;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Path file;
  private long read;
  private long refused;
  private long slowest;
  private long largest;

  /** Attempts on files that are written to {@code file}. */
  public Attempt(Path file) {
    this.file = file;
  }

  /** Attempts on a file of its own, which goes when the JVM ends. */
  static Attempt onTemporaryFile() {
    try {
      Path file = Files.createTempFile("hostile", ".bin");
      file.toFile().deleteOnExit();
      return new Attempt(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Reading {
    void read(Path file) throws IOException;
  }

  /** Reads an archive: its values, its code, and the elements at the ends of its tensors. */
  public void archive(byte[] content) throws IOException {
    check(content, Attempt::readArchive);
  }

  /** Reads a pickle that is in an archive that has nothing wrong with it. */
  public void pickle(byte[] pickle) throws IOException {
    archive(Archives.of(pickle, new ZipImage.Part("m/data/0", new byte[16])));
  }

  /** Reads a safetensors file. */
  public void safetensors(byte[] content) throws IOException {
    check(content, Attempt::readSafetensors);
  }

  private void check(byte[] content, Reading reading) throws IOException {
    Files.write(file, content);
    Cost cost = read(reading);
    if (!cost.isAllowed(content.length)) {
      // What loads and compiles classes runs once; what a file makes the reader do, every time.
      cost = read(reading);
    }
    slowest = Math.max(slowest, cost.nanos);
    largest = Math.max(largest, cost.bytes);
    if (cost.refusal == null) {
      read++;
    } else {
      refused++;
      checkRefusal(cost.refusal, content.length);
    }
    if (!cost.isAllowed(content.length)) {
      throw new AssertionError(
          "%,d ms and %,d bytes, heap and mapping, for a file of %,d"
              .formatted(cost.nanos / 1_000_000, cost.bytes, content.length));
    }
  }

  private record Cost(long nanos, long bytes, @Nullable MalformedFileException refusal) {
    boolean isAllowed(long size) {
      return nanos <= MOST_NANOS && bytes <= MOST_FREE_BYTES + MOST_BYTES_PER_BYTE * size;
    }
  }

  private Cost read(Reading reading) throws IOException {
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    MalformedFileException refusal = null;
    try {
      reading.read(file);
    } catch (MalformedFileException e) {
      refusal = e;
    }
    long nanos = System.nanoTime() - start;
    long allocated = threads.getCurrentThreadAllocatedBytes() - bytes;
    return new Cost(nanos, allocated + Files.size(file), refusal);
  }

  private void checkRefusal(MalformedFileException e, long size) {
    if (!e.file().equals(file)
        || e.offset() < MalformedFileException.NOWHERE
        || e.offset() > size
        || (e.offset() == MalformedFileException.NOWHERE && e.entry() == null)
        || e.getMessage().length() > 4_000) {
      throw new AssertionError("a refusal that does not say where, or says too much", e);
    }
  }

  private static void readArchive(Path file) throws IOException {
    try (TorchArchive archive = TorchArchive.open(file)) {
      Set<PickledValue> seen = Collections.newSetFromMap(new IdentityHashMap<>());
      walk(archive.root(), seen);
      archive.constants().forEach(value -> walk(value, seen));
      for (String module : archive.modules()) {
        archive.source(module).orElseThrow();
      }
    }
  }

  private static void walk(PickledValue value, Set<PickledValue> seen) {
    switch (value) {
      case TensorValue tensor -> touch(tensor);
      case ListValue list when seen.add(list) -> list.items().forEach(item -> walk(item, seen));
      case TupleValue tuple when seen.add(tuple) -> tuple.items().forEach(item -> walk(item, seen));
      case ObjectValue object when seen.add(object) -> walk(object.state(), seen);
      case DictValue dict when seen.add(dict) ->
          dict.entries().values().forEach(v -> walk(v, seen));
      default -> {}
    }
  }

  private static void touch(TensorValue tensor) {
    MemorySegment bytes = tensor.storage().bytes();
    long size = tensor.dtype().byteSize();
    if (tensor.layout().shape().numel() > 0) {
      bytes.get(ValueLayout.JAVA_BYTE, tensor.layout().low() * size);
      bytes.get(ValueLayout.JAVA_BYTE, tensor.layout().high() * size - 1);
    }
  }

  private static void readSafetensors(Path file) throws IOException {
    try (Safetensors tensors = Safetensors.open(file)) {
      for (String name : tensors.names()) {
        MemorySegment bytes = tensors.bytes(name);
        if (bytes.byteSize() > 0) {
          bytes.get(ValueLayout.JAVA_BYTE, 0);
          bytes.get(ValueLayout.JAVA_BYTE, bytes.byteSize() - 1);
        }
      }
    }
  }

  /** How many files were read to the end. */
  public long read() {
    return read;
  }

  /** How many were refused. */
  public long refused() {
    return refused;
  }

  /** Counts, the longest time, and the most heap and mapped memory of any. */
  @Override
  public String toString() {
    return "%,d read, %,d refused, at most %,.1f ms and %,.1f MB"
        .formatted(read, refused, slowest / 1e6, largest / 1e6);
  }
}
