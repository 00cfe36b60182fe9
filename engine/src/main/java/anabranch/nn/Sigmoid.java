package anabranch.nn;

import anabranch.Tensor;

/** 1 / (1 + e^-x), element by element, as a module. */
public final class Sigmoid extends Module<Tensor, Tensor> {
  /** Makes one; it has no parameters. */
  public Sigmoid() {}

  @Override
  protected Tensor forward(Tensor x) {
    return x.sigmoid();
  }
}
