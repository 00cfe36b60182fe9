package anabranch.cuda.driver;

import jcuda.driver.CUcontext;

/** A context of the driver. */
public final class ContextHandle {
  private final Peek peek = new Peek();

  /** JCuda hides the address from all but subclasses. */
  private static final class Peek extends CUcontext {
    long address() {
      return getNativePointer();
    }
  }

  ContextHandle() {}

  CUcontext jcuda() {
    return peek;
  }

  /** The driver's handle. */
  public long address() {
    return peek.address();
  }
}
