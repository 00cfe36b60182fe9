package anabranch.nn;

import anabranch.Tensor;

/** The hyperbolic tangent, element by element, as a module. */
public final class Tanh extends Module<Tensor, Tensor> {
  /** Makes one; it has no parameters. */
  public Tanh() {}

  @Override
  protected Tensor forward(Tensor x) {
    return x.tanh();
  }
}
