package anabranch.cpu;

import anabranch.op.Scalar;
import anabranch.shape.DType;
import java.lang.foreign.MemorySegment;

/**
 * How elements come from memory into arrays of {@code A}, the type that is computed in, and back.
 * Positions and strides are in elements.
 */
interface Blocks<A> {
  /** Elements of an operand that are in arrays at a time: few enough for the first cache. */
  int SIZE = 1024;

  /** Elements from which on an array of their own type in between pays. */
  int DENSE = 64;

  /** Whether elements lie side by side, and are enough to go through an array of their own type. */
  static boolean isDense(long stride, int count) {
    return stride == 1 && count >= DENSE;
  }

  A make(int size);

  void load(MemorySegment source, DType dtype, long at, long stride, A target, int from, int count);

  void store(
      A source, int from, MemorySegment target, DType dtype, long at, long stride, int count);

  /** Fills the array with the number, read in {@code dtype}. */
  void spread(Scalar scalar, DType dtype, A target);
}
