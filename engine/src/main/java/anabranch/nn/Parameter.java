package anabranch.nn;

import anabranch.Tensor;

/**
 * A place of a module that holds a tensor: a weight, or a buffer. Layers keep the place, not the
 * tensor, since moving a module to another device or type puts another tensor there.
 */
public final class Parameter {
  private volatile Tensor tensor;

  /** Holds {@code tensor}, which from now on outlives its scope. */
  Parameter(Tensor tensor) {
    this.tensor = tensor.keep();
  }

  /** The tensor that is there now. */
  public Tensor tensor() {
    return tensor;
  }

  /** Puts {@code next} there, and closes the one before unless it is the same. */
  void replace(Tensor next) {
    Tensor before = tensor;
    if (next != before) {
      tensor = next.keep();
      before.close();
    }
  }
}
