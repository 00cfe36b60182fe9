package anabranch.cpu;

/**
 * The sizes that blocks come in: four per doubling up to 1 MiB, eight above, so that at most a
 * quarter (an eighth) of a block is unused. All are multiples of {@link #LEAST}.
 */
final class SizeClass {
  /** The smallest block and the alignment of all: a cache line, and the widest vector. */
  static final long LEAST = 64;

  private static final long FINE_FROM = 1L << 20;
  private static final int COUNT = 64 * 8;

  private SizeClass() {}

  /** One more than the greatest index. */
  static int count() {
    return COUNT;
  }

  /** The bytes of the smallest class that holds {@code bytes}, which must be positive. */
  static long round(long bytes) {
    long step = Math.max(step(bytes), LEAST);
    return Math.ceilDiv(bytes, step) * step;
  }

  private static long step(long bytes) {
    long power = Long.highestOneBit(Math.max(bytes - 1, 1));
    return bytes <= FINE_FROM ? power / 4 : power / 8;
  }

  /** A number below {@link #count} that only blocks of {@code size}, a class's bytes, have. */
  static int index(long size) {
    long power = Long.highestOneBit(size);
    int eighth = (int) ((size - power) / Math.max(power / 8, 1));
    return Long.numberOfTrailingZeros(power) * 8 + eighth;
  }
}
