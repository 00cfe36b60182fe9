package anabranch.io;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The heap that reading a file may take. What is made from a file is charged before it is made, so
 * that a small file cannot ask for much. Safe for use by several threads.
 */
final class HeapBudget {
  private final Path file;
  private final long granted;
  private long left;

  private HeapBudget(Path file, long bytes) {
    this.file = file;
    this.granted = bytes;
    this.left = bytes;
  }

  /** What is granted a file of {@code fileBytes} bytes that nobody set limits for. */
  static HeapBudget of(Path file, long fileBytes) {
    return of(file, fileBytes, ArchiveLimits.DEFAULT);
  }

  /** What {@code limits} grant a file of {@code fileBytes} bytes. */
  static HeapBudget of(Path file, long fileBytes, ArchiveLimits limits) {
    long more =
        Math.multiplyHigh(fileBytes, limits.heapPerByte()) != 0
            ? Long.MAX_VALUE
            : fileBytes * limits.heapPerByte();
    long sum = limits.heapBytes() + more;
    return new HeapBudget(file, more < 0 || sum < 0 ? Long.MAX_VALUE : sum);
  }

  /**
   * Takes {@code bytes} off.
   *
   * @throws MalformedFileException if there are not as many left
   */
  synchronized void charge(long bytes, @Nullable String entry, long offset)
      throws MalformedFileException {
    if (bytes < 0 || bytes > left) {
      throw new MalformedFileException(
          file,
          entry,
          offset,
          "reading it takes more than the %,d bytes of heap that a file of its size may ask for"
              .formatted(granted));
    }
    left -= bytes;
  }
}
