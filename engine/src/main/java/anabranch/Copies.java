package anabranch;

import anabranch.shape.DType;
import java.util.Arrays;

/**
 * Elements in another order, type or place, always in a storage of their own but for {@link #to},
 * which returns this where there is nothing to do.
 */
public sealed interface Copies permits Tensor {
  /**
   * With elements of {@code type}: real to whole cuts toward zero, anything to BOOL asks x != 0.
   */
  default Tensor to(DType type) {
    return Copying.to((Tensor) this, type);
  }

  /** On {@code device}. */
  default Tensor to(Device device) {
    return Copying.to((Tensor) this, device);
  }

  /** With the order of the indices of {@code dims} turned round. */
  default Tensor flip(int... dims) {
    return Copying.flip((Tensor) this, dims);
  }

  /**
   * Elements moved by {@code shifts[i]} along {@code dims[i]}; what leaves at the end comes back.
   */
  default Tensor roll(long[] shifts, int[] dims) {
    return Copying.roll((Tensor) this, shifts, dims);
  }

  /** Elements moved by {@code shift} along {@code dim}; what leaves at the end comes back. */
  default Tensor roll(long shift, int dim) {
    return Copying.roll((Tensor) this, new long[] {shift}, new int[] {dim});
  }

  /**
   * {@code repeats[d]} copies along each dimension; more repeats than dimensions add some in front.
   */
  default Tensor repeat(long... repeats) {
    return Copying.repeat((Tensor) this, repeats);
  }

  /** As {@link #repeat}, but missing leading repeats are 1. */
  default Tensor tile(long... repeats) {
    int rank = ((Tensor) this).rank();
    long[] all = new long[Math.max(rank, repeats.length)];
    Arrays.fill(all, 1);
    System.arraycopy(repeats, 0, all, all.length - repeats.length, repeats.length);
    return repeat(all);
  }
}
