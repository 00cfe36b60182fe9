package anabranch.op;

import anabranch.shape.DType;

/**
 * Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random
 * numbers: as easy as 1, 2, 3" (SC 2011). An element's numbers depend on the key and its index
 * {@code i} in row-major order alone, so that any backend draws any element by itself:
 *
 * <ul>
 *   <li>UNIFORM and BERNOULLI use word {@code i % 4} of block {@code i / 4}. UNIFORM is a + (b - a)
 *       * {@link #uniform(int, DType)}, computed in F64 and rounded once to the output's type; what
 *       rounds to b becomes a. BERNOULLI is 1 where {@link #uniform(int)} is below the probability;
 *   <li>NORMAL and INTEGERS use words {@code 2 * (i % 2)} and {@code 2 * (i % 2) + 1} of block
 *       {@code i / 2}, in this order: a + b * {@link #normal}, computed in F64 and rounded once to
 *       the output's type, and a + {@link #below} with range b - a.
 * </ul>
 */
public final class Philox {
  private static final int M0 = 0xD2511F53;
  private static final int M1 = 0xCD9E8D57;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;
  private static final int ROUNDS = 10;

  private Philox() {}

  /** Writes the four words of block {@code counter} under {@code key} to {@code words}. */
  public static void block(long key, long counter, int[] words) {
    block(key, counter, 0, words);
  }

  /**
   * As {@link #block(long, long, int[])}; {@code lane} is the upper half of the 128-bit counter.
   */
  public static void block(long key, long counter, long lane, int[] words) {
    int c0 = (int) counter;
    int c1 = (int) (counter >>> 32);
    int c2 = (int) lane;
    int c3 = (int) (lane >>> 32);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = (M0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
      long p1 = (M1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c3 = (int) p0;
      k0 += W0;
      k1 += W1;
    }
    words[0] = c0;
    words[1] = c1;
    words[2] = c2;
    words[3] = c3;
  }

  /** A real number in [0, 1) of 24 random bits, exact in F32. */
  public static float uniform(int word) {
    return (word >>> 8) * 0x1p-24f;
  }

  /**
   * A real number in [0, 1) of as many random bits, the word's upper ones, as {@code dtype} has of
   * precision, 24 at most: 24 for F64 and F32, 11 for F16, 8 for BF16.
   */
  public static double uniform(int word, DType dtype) {
    int digits =
        switch (dtype) {
          case F16 -> 11;
          case BF16 -> 8;
          case F64, F32, I64, I32, U8, BOOL -> 24;
        };
    return (word >>> (32 - digits)) * Math.scalb(1.0, -digits);
  }

  /**
   * A standard normal number, by Box and Muller's transform in F64: sqrt(-2 ln u) cos(2 pi v) with
   * u = (word0 + 1) / 2^32 and v = word1 / 2^32, the words being unsigned.
   */
  public static double normal(int word0, int word1) {
    double u = ((word0 & 0xFFFFFFFFL) + 1) * 0x1p-32;
    double angle = 2 * Math.PI * ((word1 & 0xFFFFFFFFL) * 0x1p-32);
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(angle);
  }

  /**
   * A whole number in [0, range), from two words: the upper 64 bits of their 64-bit number times
   * {@code range}. The bias is below range / 2^64.
   */
  public static long below(int high, int low, long range) {
    long bits = ((long) high << 32) | (low & 0xFFFFFFFFL);
    return Math.unsignedMultiplyHigh(bits, range);
  }

  /**
   * A key that depends on {@code key} and {@code ordinal} and is unrelated to both: what a fork, or
   * the n-th draw of a task, gets.
   */
  public static long derive(long key, long ordinal) {
    int[] words = new int[4];
    block(key, ordinal, -1L, words);
    return ((long) words[1] << 32) | (words[0] & 0xFFFFFFFFL);
  }
}
