package anabranch.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file in memory, read as little-endian numbers, for as long as anybody needs it: whoever opened
 * it, and every tensor that lies in it.
 */
final class MappedFile {
  private static final ValueLayout.OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong I64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Path path;
  private final Arena arena;
  private final MemorySegment whole;
  private final AtomicLong users = new AtomicLong(1);

  private MappedFile(Path path, Arena arena, MemorySegment whole) {
    this.path = path;
    this.arena = arena;
    this.whole = whole;
  }

  /** Maps {@code path} for one user, who is to {@link #release} it. */
  @SuppressWarnings("MustBeClosedChecker") // release() closes the arena
  static MappedFile open(Path path) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return new MappedFile(
          path,
          arena,
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena).asReadOnly());
    } catch (Throwable e) {
      arena.close();
      throw e;
    }
  }

  /** One more user. */
  void retain() {
    if (users.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
      throw new IllegalStateException(path + " was closed");
    }
  }

  /** One user less; the last ends the mapping. */
  void release() {
    if (users.decrementAndGet() == 0) {
      arena.close();
    }
  }

  /** The file, as it was named by the caller. */
  Path path() {
    return path;
  }

  long size() {
    return whole.byteSize();
  }

  int u16(long at) {
    return whole.get(U16, at) & 0xFFFF;
  }

  long u32(long at) {
    return whole.get(U32, at) & 0xFFFFFFFFL;
  }

  long i64(long at) {
    return whole.get(I64, at);
  }

  /** The bytes from {@code at}. */
  MemorySegment slice(long at, long bytes) {
    return whole.asSlice(at, bytes);
  }

  /** Whether there are {@code bytes} bytes from {@code at}, whatever the two numbers are. */
  boolean has(long at, long bytes) {
    return at >= 0 && bytes >= 0 && at <= size() && bytes <= size() - at;
  }

  /** Something is wrong outside of any entry. */
  MalformedFileException malformed(long offset, String problem) {
    return new MalformedFileException(path, null, offset, problem);
  }

  /** Something is wrong with {@code entry}. */
  MalformedFileException malformed(String entry, long offset, String problem) {
    return new MalformedFileException(path, entry, offset, problem);
  }
}
