package anabranch.nn;

import anabranch.Device;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;

/**
 * The values that PyTorch gives new parameters, drawn from the scope's random key, on the current
 * device, in F32.
 */
final class Init {
  private Init() {}

  /** Uniform in [-bound, bound). */
  static Tensor uniform(double bound, long... sizes) {
    return empty(sizes).uniform_(-bound, bound);
  }

  /**
   * Uniform with the bound 1 / sqrt(fanIn): what kaiming_uniform with a = sqrt(5) comes to for a
   * linear layer, and what recurrent layers use with their hidden size. Of no inputs it is 0.
   */
  static Tensor fan(long fanIn, long... sizes) {
    return uniform(fanIn > 0 ? 1 / Math.sqrt((double) fanIn) : 0, sizes);
  }

  /** Normal with mean 0 and deviation 1. */
  static Tensor normal(long... sizes) {
    return empty(sizes).normal_(0, 1);
  }

  static Tensor constant(double value, long... sizes) {
    return empty(sizes).fill_(value);
  }

  private static Tensor empty(long... sizes) {
    return Tensors.empty(Device.current(), DType.F32, sizes);
  }
}
