package anabranch.nn;

import anabranch.Tensor;
import anabranch.Tensors;

/**
 * In training, sets each element to 0 with probability p, drawn from the scope's random key, and
 * multiplies the others by 1 / (1 - p); otherwise gives its input.
 */
public final class Dropout extends Module<Tensor, Tensor> {
  private final double p;

  private Dropout(double p) {
    this.p = p;
  }

  /**
   * Drops with probability {@code p}.
   *
   * @throws IllegalArgumentException if it is not within 0 and 1
   */
  public static Dropout of(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "dropout probability has to be between 0 and 1, but got " + p);
    }
    return new Dropout(p);
  }

  /** Real-valued tensors only, when it drops. */
  @Override
  protected Tensor forward(Tensor x) {
    return isTraining() ? apply(x, p) : x;
  }

  static Tensor apply(Tensor x, double p) {
    if (p == 0) {
      return x;
    }
    Tensor draws = Tensors.rand(x.device(), x.shape().sizes());
    return x.mul(1 / (1 - p)).maskedFill(draws.lt(p), 0);
  }

  @Override
  protected String options() {
    return "p=" + p;
  }
}
