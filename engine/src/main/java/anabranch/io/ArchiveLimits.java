package anabranch.io;

/**
 * What a {@link TorchArchive} may ask for before it is refused as malformed.
 *
 * @param entries the most entries
 * @param depth how deep values may nest
 * @param inflated the most bytes that one compressed entry may have when it is inflated
 * @param expanded how many bytes a tensor may stand for that names elements of its storage more
 *     than once, by strides of 0
 * @param heapBytes the most bytes of heap for all that is read, beyond {@code heapPerByte}
 * @param heapPerByte the most bytes of heap for each of the file's
 */
public record ArchiveLimits(
    int entries, int depth, int inflated, long expanded, long heapBytes, long heapPerByte) {
  /**
   * For files from anywhere: 65,536 entries, values 256 deep, 8 MiB of an inflated entry, 64 MiB of
   * an expanded tensor, and 48 MiB of heap and 2 bytes for each byte of the file.
   */
  public static final ArchiveLimits DEFAULT =
      new ArchiveLimits(1 << 16, 256, 8 << 20, 64L << 20, 48L << 20, 2);

  /**
   * For files that are trusted not to ask for more than they need: none but for depth, 1,000, which
   * keeps recursion over values from ending the stack.
   */
  public static final ArchiveLimits TRUSTED =
      new ArchiveLimits(
          Integer.MAX_VALUE, 1_000, Integer.MAX_VALUE - 8, Long.MAX_VALUE, Long.MAX_VALUE, 0);

  /** Checks that no limit is negative. */
  public ArchiveLimits {
    if (entries < 0
        || depth < 0
        || inflated < 0
        || expanded < 0
        || heapBytes < 0
        || heapPerByte < 0) {
      throw new IllegalArgumentException(
          "limits are 0 or more, got entries %d, depth %d, inflated %d, expanded %d, heapBytes %d, heapPerByte %d"
              .formatted(entries, depth, inflated, expanded, heapBytes, heapPerByte));
    }
  }
}
