package anabranch.spi;

/**
 * How far products of F32 matrices may be rounded to be fast. It is a permission: a device that has
 * nothing coarser computes in FP32.
 */
public enum Precision {
  /** F32 throughout, as IEEE 754 has it. */
  FP32,
  /** The factors rounded to 10 bits of mantissa, the sums in F32. */
  TF32,
  /** The factors rounded to BF16, the sums in F32. */
  BF16
}
