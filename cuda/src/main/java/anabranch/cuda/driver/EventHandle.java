package anabranch.cuda.driver;

import jcuda.driver.CUevent;

/** An event of the driver. */
public final class EventHandle {
  private final Peek peek = new Peek();

  /** JCuda hides the address from all but subclasses. */
  private static final class Peek extends CUevent {
    long address() {
      return getNativePointer();
    }
  }

  EventHandle() {}

  CUevent jcuda() {
    return peek;
  }

  /** The driver's handle. */
  public long address() {
    return peek.address();
  }
}
