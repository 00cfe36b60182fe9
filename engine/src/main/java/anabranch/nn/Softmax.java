package anabranch.nn;

import anabranch.Tensor;

/** e^x / sum e^x along a dimension, as a module. */
public final class Softmax extends Module<Tensor, Tensor> {
  private final int dim;

  private Softmax(int dim) {
    this.dim = dim;
  }

  /** Along dimension {@code dim}; a negative one counts from the end. */
  public static Softmax of(int dim) {
    return new Softmax(dim);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.softmax(dim);
  }

  @Override
  protected String options() {
    return "dim=" + dim;
  }
}
