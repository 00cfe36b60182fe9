package anabranch.cpu;

/** Multiply-adds on single numbers, {@link FmaPeak#CHAINS} chains of them. */
final class FmaScalars {
  private FmaScalars() {}

  /** Makes {@code rounds} multiply-adds in each chain; returns how many operations that were. */
  static long run(long rounds) {
    float factor = 0.5f;
    float term = 0.25f;
    float a = 0;
    float b = 1;
    float c = 2;
    float d = 3;
    float e = 4;
    float f = 5;
    float g = 6;
    float h = 7;
    float i = 8;
    float j = 9;
    float k = 10;
    float l = 11;
    for (long round = 0; round < rounds; round++) {
      a = Math.fma(a, factor, term);
      b = Math.fma(b, factor, term);
      c = Math.fma(c, factor, term);
      d = Math.fma(d, factor, term);
      e = Math.fma(e, factor, term);
      f = Math.fma(f, factor, term);
      g = Math.fma(g, factor, term);
      h = Math.fma(h, factor, term);
      i = Math.fma(i, factor, term);
      j = Math.fma(j, factor, term);
      k = Math.fma(k, factor, term);
      l = Math.fma(l, factor, term);
    }
    float all = a + b + c + d + e + f + g + h + i + j + k + l;
    // The results must matter, or the compiler leaves them out.
    return Float.isNaN(all) ? 0 : 2L * FmaPeak.CHAINS * rounds;
  }
}
