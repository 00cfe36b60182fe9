package anabranch.nn;

import anabranch.Tensor;

/** x * sigmoid(x), element by element, as a module. */
public final class Silu extends Module<Tensor, Tensor> {
  /** Makes one; it has no parameters. */
  public Silu() {}

  @Override
  protected Tensor forward(Tensor x) {
    return x.silu();
  }
}
