package anabranch.cuda.launch;

/** How long lines are cut, by their number and length alone. */
final class Chunks {
  /** Lines from which on they are not cut. */
  private static final long ENOUGH_BLOCKS = 256;

  /** Elements of a part that a block does. */
  private static final long PER_BLOCK = 1 << 14;

  /** Threads that are enough, where each does a line or a part of one. */
  private static final long ENOUGH_THREADS = 1 << 17;

  /** The least that a thread should do. */
  private static final long PER_THREAD = 64;

  private Chunks() {}

  /** Elements of a part, at least 1, of {@code lines} lines of {@code length} elements. */
  static long of(Team team, long lines, long length) {
    if (!team.isAlone()) {
      return perBlock(lines, length);
    }
    long share = Math.ceilDiv(length, Math.max(ENOUGH_THREADS / lines, 1));
    return Math.max(Math.min(Math.max(share, PER_THREAD), length), 1);
  }

  /** Where each part is done by a block. */
  static long perBlock(long lines, long length) {
    return Math.max(lines >= ENOUGH_BLOCKS ? length : Math.min(PER_BLOCK, length), 1);
  }
}
