package anabranch.cuda.driver;

import jcuda.driver.CUstream;

/** A stream of the driver. */
public final class StreamHandle {
  private final Peek peek = new Peek();

  /** JCuda hides the address from all but subclasses. */
  private static final class Peek extends CUstream {
    long address() {
      return getNativePointer();
    }
  }

  StreamHandle() {}

  CUstream jcuda() {
    return peek;
  }

  /** The driver's handle. */
  public long address() {
    return peek.address();
  }
}
