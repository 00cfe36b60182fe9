package anabranch.run;

import anabranch.op.Spec;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.spi.View;

/**
 * What a tensor is made of.
 *
 * @param grip its claim on the storage
 * @param dtype the type of its elements
 * @param layout their order in the storage
 */
public record Value(Grip grip, DType dtype, Layout layout) {
  /** Another view of the same storage, owned by the current scope. */
  public Value view(Layout layout) {
    return new Value(grip.another(), dtype, layout);
  }

  /** The device. */
  public OpenDevice device() {
    return grip.storage().device();
  }

  Spec spec() {
    return new Spec(dtype, layout.shape());
  }

  View asView() {
    return new View(grip.storage().buffer(), dtype, layout);
  }

  /** Dtype, shape and device, for messages. */
  @Override
  public String toString() {
    return dtype + layout.shape().toString() + " on " + device();
  }
}
