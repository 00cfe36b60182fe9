package anabranch.nn;

import anabranch.Tensor;

/** max(x, 0), element by element, as a module. */
public final class Relu extends Module<Tensor, Tensor> {
  /** Makes one; it has no parameters. */
  public Relu() {}

  @Override
  protected Tensor forward(Tensor x) {
    return x.relu();
  }
}
