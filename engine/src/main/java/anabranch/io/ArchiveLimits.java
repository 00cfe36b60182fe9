package anabranch.io;

/**
 * What a {@link TorchArchive} may ask for before it is refused as malformed.
 *
 * @param entries the most entries
 * @param depth how deep values may nest
 * @param inflated the most bytes that one compressed entry may have when it is inflated
 * @param heapBytes the most bytes of heap for all that is read, beyond {@code heapPerByte}
 * @param heapPerByte the most bytes of heap for each of the file's
 */
public record ArchiveLimits(
    int entries, int depth, long inflated, long heapBytes, long heapPerByte) {
  /**
   * For files from anywhere: 65,536 entries, values 256 deep, 16 MiB of an inflated entry, and 48
   * MiB of heap and 2 bytes for each byte of the file.
   */
  public static final ArchiveLimits DEFAULT =
      new ArchiveLimits(1 << 16, 256, 16L << 20, 48L << 20, 2);

  /** Checks that no limit is negative. */
  public ArchiveLimits {
    if (entries < 0 || depth < 0 || inflated < 0 || heapBytes < 0 || heapPerByte < 0) {
      throw new IllegalArgumentException(
          "limits are 0 or more, got entries %d, depth %d, inflated %d, heapBytes %d, heapPerByte %d"
              .formatted(entries, depth, inflated, heapBytes, heapPerByte));
    }
  }
}
